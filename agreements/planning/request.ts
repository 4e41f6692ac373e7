// A request to start an agreement, checked before anything is done with it.
import { z } from 'zod';
import { contactsSchema } from '../contacts/schema.ts';
import { localDateSchema, timeZoneSchema } from '../offer/schema.ts';
import { offerSchema } from '../offer/validation.ts';
import type { Flaw } from '../validation/errors.ts';
import { flawsOf, line, parse, plainly } from '../validation/parse.ts';

/** A federal body's own domain in the .gov registry. */
const domainSchema = z
  .string()
  .toLowerCase()
  .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+gov$/, 'must be a .gov domain such as access-board.gov');

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

export type ParsedRequest = z.infer<typeof requestSchema>;

/** @throws {RefusedError} naming what is wrong with the request, and where in it. */
export function parseRequest(value: unknown): ParsedRequest {
  return parse(requestSchema, value, 'The request');
}

/** Everything that is wrong with a request; nothing if `parseRequest` takes it. */
export function flawsOfRequest(value: unknown): Flaw[] {
  const { error } = requestSchema.safeParse(value, { error: plainly });
  return error ? flawsOf(error) : [];
}

/** A promotional price may be had once: why a second start is refused. */
export function hadPriceBefore(agency: string, offer: string): string {
  return `${agency} has had the promotional price of ${offer} before, and it may be had once.`;
}
