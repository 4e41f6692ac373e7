// The shape of an offer, which is data: one JSON file each in offers/.
import { z } from 'zod';
import { isLocalTime, isTimeZone } from '../time/calendar.ts';
import { offeredKinds, operators } from './notice-kinds.ts';
import { roles } from './roles.ts';

export const roleSchema = z.enum(roles);

const idSchema = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');

/** A length of calendar time, ISO 8601, in whole years, months or days, below a hundred years: `P1Y`, `P18M`, `P60D`. */
export const periodSchema = z
  .string()
  .regex(/^P([1-9]\d?Y|[1-9]\d{0,2}M|[1-9]\d{0,3}D)$/, 'must be a period such as P1Y, P18M or P60D');

/** Texts of days are compared, so each year needs its four digits. What is no day at all has a flaw of its own. */
const isInOurTime = (day: string) => !/^\d{4}-/.test(day) || (day >= '2000' && day < '2200');
const notInOurTime = 'must be in the years 2000 to 2199';

/** A calendar day where the agency is, ISO 8601: `2026-11-23`. */
export const localDateSchema = z.iso
  .date('must be a date that exists, written YYYY-MM-DD')
  .refine(isInOurTime, notInOurTime);

export const priceSchema = z.strictObject({
  amount: z.string().regex(/^\d+\.\d{2}$/, 'must be an amount such as 1.00'),
  currency: z.literal('USD'),
  per: z.enum(['agency', 'user']).optional().describe('left out if no source says so'),
});

const sourced = { source: idSchema.describe('id of the entry in "sources" that states this fact') };

const sourceSchema = z.strictObject({
  id: idSchema,
  title: z.string().min(1),
  date: z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/, 'must be a date YYYY-MM-DD or a month YYYY-MM'),
  kind: z.enum(['announcement', 'government', 'press']),
});

const termSchema = z.union(
  [
    z.strictObject({ length: periodSchema, ...sourced }),
    z.strictObject({
      lastDay: localDateSchema.describe('last day of the term, whenever it started'),
      ...sourced,
    }),
    z.strictObject({
      byOrder: z
        .literal(true)
        .describe('no source says how long it is: each start names the last day of the order'),
      ...sourced,
    }),
    z.strictObject({
      noEnd: z.literal(true).describe('it goes on until someone ends it, or the order gives it an end'),
      ...sourced,
    }),
  ],
  'must have exactly one of "length", "lastDay", "noEnd" and "byOrder", and its "source"',
);

/** The days on which a term may start: the vendor's window, whatever the order and the schedule contract say. */
const enrollmentSchema = z
  .strictObject({
    firstDay: localDateSchema.optional().describe('left out if no source names one'),
    lastDay: localDateSchema.optional().describe('left out if no source names one'),
    ...sourced,
  })
  .refine(({ firstDay, lastDay }) => firstDay ?? lastDay, 'must have a "firstDay" or a "lastDay"')
  .refine(({ firstDay = '', lastDay = '9999' }) => firstDay <= lastDay, 'must end on its first day or later');

const featureSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  lasts: z
    .strictObject({
      length: periodSchema,
      from: z.literal('activation').describe('the day that the length is counted from'),
    })
    .optional()
    .describe('left out: included for the whole term'),
  ...sourced,
});

/** When a notice goes out: before, at or after a date of the agreement, or at once after an event. */
const noticeTimingSchema = z.union(
  [
    z.strictObject({
      before: z.enum(['features-end', 'term-end']),
      leads: z.array(periodSchema).min(1).describe('one notice for each, this long before'),
    }),
    z.strictObject({ at: z.enum(['offered', 'activation', 'features-end', 'term-end']) }),
    z.strictObject({
      after: z.enum(['offered', 'activation']).describe('"offered": while its terms are to be accepted'),
      waits: z.array(periodSchema).min(1).describe('one notice for each, this long after'),
    }),
    z.strictObject({ on: z.enum(['renewed', 'declined', 'suspended', 'reinstated', 'terminated']) }),
  ],
  'must have "before" with "leads", "after" with "waits", or "at", or "on"',
);

export const noticeSchema = z.strictObject({
  kind: z.enum(offeredKinds),
  series: idSchema.describe('if several notices of a series are overdue, only the latest is sent'),
  to: z
    .array(z.enum([...roles, operators]))
    .min(1)
    .describe('"operators" too: they are told if nobody answers a notice that asks for something'),
  when: noticeTimingSchema,
});

const adviceSchema = z.strictObject({ text: z.string().min(1), ...sourced });

const clause = z.string().min(1).describe('the clause or rule that says so, such as "FAR 17.207(c)(1)"');

const gateSchema = z.strictObject({
  id: idSchema,
  text: z.string().min(1).describe('what has to be on record before a renewal'),
  clause,
});

const deadlineShape = z.strictObject({
  id: idSchema,
  title: z
    .string()
    .min(1)
    .max(60, 'must be at most 60 characters')
    .optional()
    .describe(
      'the same in a few words, such as "preliminary notice to the vendor"; for subjects and calendars',
    ),
  text: z.string().min(1).describe('what has to be done by then, such as "give the preliminary notice"'),
  before: periodSchema.optional().describe('at least this long before the term ends'),
  on: localDateSchema.optional().describe('instead of "before": its last day, whenever the term ends'),
  warn: z.array(periodSchema).min(1).describe('one notice for each, this long before the deadline'),
  to: z.array(roleSchema).min(1),
  ifMissed: z.string().min(1).describe('what follows if nobody has done it'),
  clause,
});

const deadlineSchema = deadlineShape.refine(
  ({ before, on }) => (before === undefined) !== (on === undefined),
  'must have either "before" or "on"',
);

const translationsSchema = z.strictObject({
  es: z.record(z.string(), z.string().min(1)).describe('the Spanish text, by the English one'),
});

/** What the clauses of an order ask of a renewal. Known offers have no clauses of their own. */
export const renewalRulesSchema = z.strictObject({
  gates: z.array(gateSchema).optional(),
  deadlines: z.array(deadlineSchema).optional(),
  extension: z
    .strictObject({ limit: periodSchema.describe('all extensions of a term together'), clause })
    .optional(),
  duration: z
    .strictObject({
      limit: periodSchema.describe('all terms together, from the first day of the first'),
      clause,
    })
    .optional(),
  translations: translationsSchema.optional(),
});

const closureSchema = z
  .strictObject({
    from: localDateSchema.describe('the first day'),
    to: localDateSchema.describe('the last day, which may be the same'),
    name: z.string().min(1).max(200).describe('what closes the offices: "Christmas Eve"'),
    source: z.string().min(1).max(200).describe('where that is written: "EO 14371 of 2025-12-18"'),
    area: idSchema.optional().describe('it holds in this area only, such as "washington"'),
    warnsOnly: z.literal(true).optional().describe('dates stay, and people are only told of it'),
  })
  .refine(({ from, to }) => from <= to, 'must end on its first day or later');

/** Closures, in any order. */
export const closuresSchema = z.array(closureSchema).max(200, 'must be at most 200');

export const timeZoneSchema = z.string().refine(isTimeZone, 'must be a time zone such as America/New_York');

const sessionSchema = z.strictObject({
  id: idSchema.describe('stays the same when the session moves'),
  title: z.string().min(1).max(200, 'must be at most 200 characters'),
  starts: z
    .string()
    .refine(isLocalTime, 'must be a time that exists, written YYYY-MM-DDTHH:MM')
    .refine(isInOurTime, notInOurTime)
    .describe('day and time in its time zone, YYYY-MM-DDTHH:MM'),
  timeZone: timeZoneSchema.describe('IANA name, such as America/New_York'),
  minutes: z.int('must be a whole number').min(1, 'must be at least 1').max(1440, 'must be at most 1440'),
  place: z.string().min(1).max(500, 'must be at most 500 characters').describe('an address, or a URL'),
  source: idSchema.optional().describe('id of the entry in "sources" that states this'),
});

/** All sessions of a training. Past ones may stay in the list. */
export const sessionsSchema = z.array(sessionSchema).max(50, 'must be at most 50');

const acceptanceSchema = z.strictObject({
  withdrawAfter: periodSchema.describe('terms that nobody has accepted by then are withdrawn'),
});

const renewalSchema = renewalRulesSchema.extend({
  opens: periodSchema.describe('how long before the end of the term the agency is asked for a decision'),
  grace: periodSchema
    .optional()
    .describe('how long access stays after a term that ends without a decision; only if the offer says so'),
  nextPrice: adviceSchema
    .optional()
    .describe('what a source says of the price after this term; left out if nothing is known'),
  rules: z.array(adviceSchema).describe('what is known about renewing'),
});

export const offerShape = z.strictObject({
  $schema: z.string().optional(),
  id: idSchema,
  vendor: z.string().min(1),
  product: z.string().min(1),
  price: priceSchema
    .extend(sourced)
    .optional()
    .describe('of the first term; "0.00" is free of charge; left out if no source names one'),
  term: termSchema,
  enrollment: enrollmentSchema.optional().describe('left out if no source names a window'),
  features: z.array(featureSchema).min(1),
  support: z
    .array(
      adviceSchema.extend({ community: z.literal(true).optional().describe('it is a community of users') }),
    )
    .describe('training, community and other help that comes with it'),
  training: z
    .strictObject({ sessions: sessionsSchema })
    .optional()
    .describe('the sessions with a date, which invitations list; an agreement may have others'),
  assurances: z.array(adviceSchema).describe('what the vendor promises, data protection first'),
  notices: z.array(noticeSchema).min(1),
  acceptance: acceptanceSchema
    .optional()
    .describe(
      'for an agreement that waits for its terms to be accepted; left out: it waits as long as it takes',
    ),
  renewal: renewalSchema,
  translations: translationsSchema.optional(),
  sources: z.array(sourceSchema).min(1),
});

export type Offer = z.infer<typeof offerShape>;
export type Price = z.infer<typeof priceSchema>;
export type NoticeRule = Offer['notices'][number];
export type RenewalRules = z.infer<typeof renewalRulesSchema>;
export type Gate = z.infer<typeof gateSchema>;
export type Deadline = z.infer<typeof deadlineSchema>;
export type Session = z.infer<typeof sessionSchema>;
