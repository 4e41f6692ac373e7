// What people and files hand in, checked before anything is done with it. Every refusal is one sentence.
import { z } from 'zod';
import { type Command, commandTypes } from './command.ts';
import {
  localDateSchema,
  noticeSchema,
  type Offer,
  offerSchema,
  periodSchema,
  priceSchema,
  type RenewalRules,
  renewalRulesSchema,
  roleSchema,
  sessionsSchema,
  timeZoneSchema,
} from './offer.ts';
import { Refusal } from './refusal.ts';

/**
 * One line, without what nobody sees: control characters, and marks that hide or reorder what stands around them. Two
 * that join letters are part of how some languages, and emoji, are written.
 */
const oneLine = /^(?:[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|[\u200c\u200d])*$/u;

/** A text in one line. @param what for whoever gives another: `must be …` */
export const line = (what: string) =>
  z
    .string(`must be ${what}`)
    .trim()
    .min(1, `must be ${what}, not empty`)
    .max(200, 'must be at most 200 characters')
    .regex(oneLine, 'must be one line without control or invisible characters');

/** A federal body's own domain in the .gov registry. */
const domainSchema = z
  .string()
  .toLowerCase()
  .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+gov$/, 'must be a .gov domain such as access-board.gov');

const mailSchema = z
  .string()
  .pipe(z.email('must be one mail address such as owner@access-board.gov'))
  .pipe(line('a mail address'));

const paceSchema = z.enum(['all', 'decisions']);

const contactSchema = z.strictObject({
  name: line('a name'),
  email: mailSchema,
  roles: z.array(roleSchema).min(1, 'must have at least one role'),
  language: z.enum(['en', 'es']).optional(),
  pace: paceSchema.optional(),
});

const contactsSchema = z
  .array(contactSchema)
  .min(1, 'must name at least one contact')
  .max(50, 'must name at most 50 contacts')
  .refine(
    (contacts) => new Set(contacts.map(({ email }) => email.toLowerCase())).size === contacts.length,
    'must name each mail address once',
  );

const agencySchema = z.strictObject({
  id: domainSchema,
  name: line('a name').optional(),
  timeZone: timeZoneSchema.optional(),
});

const requestSchema = z.strictObject({
  offer: z.union([z.string(), offerSchema], 'must be the id of an offer'),
  agency: z.union([domainSchema, agencySchema], 'must be a .gov domain such as access-board.gov'),
  contacts: contactsSchema,
  startsOn: localDateSchema.optional(),
  by: line('who starts it').optional(),
  acceptance: z.literal('awaited').optional(),
  hold: line('a reason').optional(),
});

const reference = line('where that is written');
const notice = line('the id of a notice');
const by = {
  by: line('who decides'),
  reason: line('a reason').optional(),
  answers: notice.optional(),
  version: line('a version of the terms').optional(),
};

const commandSchema = z.discriminatedUnion(
  'type',
  [
    z.strictObject({
      type: z.literal('accept'),
      ...by,
      startsOn: localDateSchema.optional(),
      reference: reference.optional(),
    }),
    z.strictObject({
      type: z.literal('determine'),
      ...by,
      determination: line('the id of a determination'),
      reference,
    }),
    z.strictObject({
      type: z.literal('renew'),
      ...by,
      price: priceSchema.optional(),
      length: periodSchema.optional(),
    }),
    z.strictObject({ type: z.literal('decline'), ...by }),
    z.strictObject({ type: z.literal('switch'), ...by, to: line('the id of an offer') }),
    z.strictObject({ type: z.literal('extend'), ...by, length: periodSchema }),
    z.strictObject({ type: z.literal('suspend'), ...by }),
    z.strictObject({ type: z.literal('reinstate'), ...by, clock: z.enum(['keep', 'move']) }),
    z.strictObject({ type: z.literal('terminate'), ...by }),
    z
      .strictObject({
        type: z.literal('amend'),
        ...by,
        termEndsOn: localDateSchema.optional(),
        featuresEndOn: localDateSchema.optional(),
        notices: z.array(noticeSchema).min(1).optional(),
        rules: renewalRulesSchema.optional(),
        sessions: sessionsSchema.optional(),
      })
      .refine(
        ({ termEndsOn, featuresEndOn, notices, rules, sessions }) =>
          termEndsOn ?? featuresEndOn ?? notices ?? rules ?? sessions,
        'must name a new date, notices, rules or sessions',
      ),
    z.strictObject({ type: z.literal('change-contacts'), ...by, contacts: contactsSchema }),
    z.strictObject({ type: z.literal('retry'), ...by }),
    z.strictObject({
      type: z.literal('acknowledge'),
      ...by,
      notice: notice.optional(),
      contact: mailSchema.optional(),
    }),
    z.strictObject({ type: z.literal('resend'), ...by, notice }),
    z.strictObject({
      type: z.literal('bounced'),
      ...by,
      address: mailSchema,
      messageId: line('a Message-ID').optional(),
      passing: z.literal(true).optional(),
    }),
    z.strictObject({ type: z.literal('hold'), ...by, ofOffer: z.boolean().optional() }),
    z.strictObject({ type: z.literal('release'), ...by }),
    z.strictObject({ type: z.literal('ask-renewal'), ...by, contact: mailSchema }),
    z.strictObject({
      type: z.literal('name-contact'),
      ...by,
      contact: contactSchema,
      instead: mailSchema.optional(),
    }),
    z.strictObject({ type: z.literal('leave'), ...by, contact: mailSchema }),
    z.strictObject({ type: z.literal('pace'), ...by, contact: mailSchema, pace: paceSchema }),
    z.strictObject({ type: z.literal('send-link'), ...by, contact: mailSchema }),
    z.strictObject({
      type: z.literal('trained'),
      ...by,
      people: z.array(mailSchema).min(1, 'must name at least one person').max(500, 'must be at most 500'),
      training: line('the name of a training').optional(),
    }),
  ],
  `must be one of ${commandTypes.join(', ')}`,
);

export type ParsedRequest = z.infer<typeof requestSchema>;

/** @throws {Refusal} naming what is wrong with the request, and where in it. */
export function parseRequest(value: unknown): ParsedRequest {
  return parse(requestSchema, value, 'The request');
}

/** What is wrong, and where: `contacts[0].email`, or empty for the whole. */
export type Flaw = { where: string; message: string };

/** Everything that is wrong with a request; nothing if `parseRequest` takes it. */
export function flawsOfRequest(value: unknown): Flaw[] {
  const { error } = requestSchema.safeParse(value, { error: plainly });
  return error ? flawsOf(error) : [];
}

/** @throws {Refusal} naming what is wrong with the decision, and where in it. */
export function parseCommand(value: unknown): Command {
  return parse(commandSchema, value, 'The decision') as Command;
}

/** Everything that is wrong with a decision; nothing if `parseCommand` takes it. */
export function flawsOfCommand(value: unknown): Flaw[] {
  const { error } = commandSchema.safeParse(value, { error: plainly });
  return error ? flawsOf(error) : [];
}

/** @throws {Refusal} naming the file, the place in it, and what is wrong there. */
export function parseOffer(value: unknown, file: string): Offer {
  return parse(offerSchema, value, file);
}

/** @throws {Refusal} naming what is wrong with the rules of a clause, and where in them. */
export function parseRules(value: unknown, clause: string): RenewalRules {
  return parse(renewalRulesSchema, value, clause);
}

/** @throws {Refusal} naming what is wrong, and where in it: five flaws at most. */
export function parse<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value, { error: plainly });
  if (parsed.success) return parsed.data;
  const issues = flawsOf(parsed.error)
    .slice(0, 5)
    .map(({ where, message }) => `${where} ${message}`.trim());
  throw new Refusal(`${what} can't be used: ${issues.join('; ')}.`);
}

function flawsOf({ issues }: z.ZodError): Flaw[] {
  return issues.map(({ path, message }) => ({
    where: path
      .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
      .join('')
      .replace(/^\./, ''),
    message,
  }));
}

/** What is wrong, where a schema has no words of its own for it. */
function plainly(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing'
        : `must be ${typeNames[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`;
    case 'too_small':
      return 'must not be empty';
    case 'unrecognized_keys':
      return `has the unknown ${issue.keys.map((key) => `"${key}"`).join(', ')}`;
    default:
      return undefined;
  }
}

const typeNames: Record<string, string> = { object: 'an object', array: 'a list', string: 'a text' };

/** A promotional price may be had once: why a second start is refused. */
export function hadPriceBefore(agency: string, offer: string): string {
  return `${agency} has had the promotional price of ${offer} before, and it may be had once.`;
}
