// Checks a request to start an agreement.
import { z } from 'zod';
import { contactsSchema } from '../contacts/schema.ts';
import { localDateSchema, timeZoneSchema } from '../offer/schema.ts';
import { offerSchema } from '../offer/validation.ts';
import { RefusedError } from '../validation/errors.ts';
import { type Flaw, flawsIn, line, parse } from '../validation/parse.ts';

/** The .gov domain of an agency. A domain has at most 253 characters (RFC 1035, 2.3.4). */
const domainSchema = z
  .string()
  .toLowerCase()
  .max(253, 'must be at most 253 characters')
  .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+gov$/, 'must be a .gov domain such as access-board.gov');

const agencySchema = z.strictObject({
  id: domainSchema,
  name: line('a name').optional(),
  timeZone: timeZoneSchema.optional(),
});

const requestSchema = z.strictObject({
  offer: z.union([line('the id of an offer'), offerSchema], 'must be the id of an offer'),
  agency: z.union([domainSchema, agencySchema], 'must be a .gov domain such as access-board.gov'),
  contacts: contactsSchema,
  startsOn: localDateSchema.optional(),
  lastDay: localDateSchema.optional(),
  clauses: z.array(line('a clause such as "FAR 52.217-9"')).max(50, 'must be at most 50').optional(),
  by: line('the name of whoever starts it').optional(),
  acceptance: z.literal('awaited').optional(),
  hold: line('a reason').optional(),
});

const example =
  '{"offer": "xai-grok", "agency": "acus.gov", "contacts": [{"name": "Ada Ortiz", "email": "ada@acus.gov", "roles": ["owner"]}]}';

export type ParsedRequest = z.infer<typeof requestSchema>;

/** Checks a request. @throws {RefusedError} that names each flaw and its place. */
export function parseRequest(value: unknown): ParsedRequest {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RefusedError(`The request can't be used: it must be JSON such as ${example}.`);
  return parse(requestSchema, value, 'The request');
}

/** The flaws of a request. There are none if `parseRequest` accepts it. */
export function flawsOfRequest(value: unknown): Flaw[] {
  return flawsIn(requestSchema, value);
}

/** Why a second start is refused: an agency can have the promotional price once. */
export function hadPriceBefore(agency: string, offer: string): string {
  return `${agency} already had the promotional price of ${offer}; an agency can have it once.`;
}
