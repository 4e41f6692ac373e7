// Commands as people hand them in, checked before anything is done with them.
import { z } from 'zod';
import { contactSchema, contactsSchema, mailSchema, paceSchema } from '../contacts/schema.ts';
import {
  localDateSchema,
  noticeSchema,
  periodSchema,
  priceSchema,
  renewalRulesSchema,
  sessionsSchema,
} from '../offer/schema.ts';
import { type Flaw, flawsOf, line, parse, plainly } from '../validation/parse.ts';
import { type Command, commandTypes } from './command.ts';

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

/** @throws {RefusedError} naming what is wrong with the decision, and where in it. */
export function parseCommand(value: unknown): Command {
  return parse(commandSchema, value, 'The decision') as Command;
}

/** Everything that is wrong with a decision; nothing if `parseCommand` takes it. */
export function flawsOfCommand(value: unknown): Flaw[] {
  const { error } = commandSchema.safeParse(value, { error: plainly });
  return error ? flawsOf(error) : [];
}
