// The clauses that an agency's order may contain, and their rules for a renewal. An order names its clauses; we assume none.
import { join } from 'node:path';
import { z } from 'zod';
import { withRules } from '../agreements/offer/rules.ts';
import { localDateSchema, type Offer, periodSchema, type RenewalRules } from '../agreements/offer/schema.ts';
import { parseRules } from '../agreements/offer/validation.ts';
import { RefusedError } from '../agreements/validation/errors.ts';
import { ownValue } from '../agreements/validation/own-value.ts';
import { parse } from '../agreements/validation/parse.ts';
import { readJson } from './catalog.ts';

const blankSchema = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/, 'must be lower-case words joined by hyphens'),
  kind: z.enum(['period', 'date']).default('period'),
  says: z.string().min(1).describe('what the order fills in'),
  preset: periodSchema.optional().describe('what holds if the order fills in nothing'),
});

const partSchema = z.looseObject({});

/** Rules as in the renewal of an offer. `"{total}"` stands for what the order fills in for the blank `total`. */
const rulesSchema = z.looseObject({
  gates: z.array(partSchema).optional(),
  deadlines: z.array(partSchema).optional(),
  extension: partSchema.optional(),
  duration: partSchema.optional(),
});

const clauseSchema = z.union(
  [
    z.strictObject({
      title: z.string().min(1),
      blanks: z.array(blankSchema).default([]),
      rules: rulesSchema,
    }),
    z.strictObject({
      title: z.string().min(1),
      sameAs: z.string().describe('the clause with the same rules under another name'),
    }),
  ],
  'must have a "title", and "rules" or "sameAs"',
);

const clausesSchema = z.record(z.string(), clauseSchema);

export type Clauses = z.infer<typeof clausesSchema>;
type Blank = z.infer<typeof blankSchema>;
type Rules = z.infer<typeof rulesSchema>;
type Part = z.infer<typeof partSchema>;
type Values = Record<string, string | undefined>;

/** All known clauses, by name. @throws {RefusedError} naming the place in the file, and the mistake */
export function loadClauses(file = join(import.meta.dirname, 'clauses.json')): Clauses {
  return parse(clausesSchema, readJson(file), file);
}

/**
 * The renewal rules of an order's clauses. What depends on a blank that the order leaves open is left out.
 * @param uses names, each with what the order fills in: `FAR 52.217-9`, `FAR 52.217-9=P45D` for its first blank,
 *   `FAR 52.217-9, exercise=P30D, total=P5Y`
 * @throws {RefusedError} listing the known clauses or blanks, or naming what can't be filled in
 */
export function rulesOf(uses: string[], clauses: Clauses = loadClauses()): RenewalRules {
  return uses.map((use) => rulesOfOne(use, clauses)).reduce<RenewalRules>(withRules, {});
}

/** The offer with the renewal rules of an order's clauses. */
export function withClauses(offer: Offer, uses: string[], clauses: Clauses = loadClauses()): Offer {
  return { ...offer, renewal: withRules(offer.renewal, rulesOf(uses, clauses)) };
}

/** What an order may fill in, for people to read: `FAR 52.217-9 (preliminary-notice, exercise, total)`. */
export function clausesInWords(clauses: Clauses): string {
  return Object.entries(clauses)
    .map(([name, clause]) => {
      const blanks = 'blanks' in clause ? clause.blanks.map(({ id }) => id) : [];
      return blanks.length > 0 ? `${name} (${blanks.join(', ')})` : name;
    })
    .join(', ');
}

function rulesOfOne(use: string, clauses: Clauses): RenewalRules {
  const [[name = '', first] = [], ...more] = use
    .split(',')
    .map((part) => part.split('=').map((text) => text.trim()));
  const { rules, blanks } = clauseNamed(name, clauses);
  const fills = [...(first === undefined ? [] : [[blanks[0]?.id ?? '', first]]), ...more];
  const values: Values = Object.fromEntries(blanks.map(({ id, preset }) => [id, preset]));
  for (const [id = '', value = ''] of fills) values[id] = filledIn(use, name, blanks, id, value);
  return parseRules(withBlanks(rules, values), use);
}

function clauseNamed(name: string, clauses: Clauses): { rules: Rules; blanks: Blank[] } {
  const clause = ownValue(clauses, name);
  if (!clause) {
    throw new RefusedError(
      `No clause found for "${name}"; the clauses are ${Object.keys(clauses).join(', ')}.`,
    );
  }
  if (!('sameAs' in clause)) return clause;
  const { rules, blanks } = clauseNamed(clause.sameAs, clauses);
  const citing = (parts: Part[] = []) => parts.map((part) => ({ ...part, clause: name }));
  return { rules: { ...rules, gates: citing(rules.gates), deadlines: citing(rules.deadlines) }, blanks };
}

/** What an order fills in for a blank. @throws {RefusedError} if there is no such blank, or the value does not fit it */
function filledIn(use: string, name: string, blanks: Blank[], id: string, value: string): string {
  if (blanks.length === 0) throw new RefusedError(`${name} has no number to fill in.`);
  const blank = blanks.find((one) => one.id === id);
  if (!blank)
    throw new RefusedError(
      `${name} has no blank "${id}"; its blanks are ${blanks.map((one) => one.id).join(', ')}.`,
    );
  const [schema, example] =
    blank.kind === 'date'
      ? [localDateSchema, 'a date such as 2027-06-30']
      : [periodSchema, 'a period such as P45D'];
  if (schema.safeParse(value).success) return value;
  throw new RefusedError(`"${use}" can't be used: ${value || id} must be ${example}.`);
}

/** The rules with their blanks filled in, without the parts whose blank is open. */
function withBlanks(rules: Rules, values: Values): Rules {
  const { deadlines = [], extension, duration } = rules;
  return {
    ...rules,
    deadlines: deadlines.map((one) => complete(one, values)).filter((one) => one !== undefined),
    extension: extension && complete(extension, values),
    duration: duration && complete(duration, values),
  };
}

/** A part with its blanks filled in; undefined if one of them is open. */
function complete(part: Part, values: Values): Part | undefined {
  const entries = Object.entries(part).map(([key, value]) => [key, filled(value, values)] as const);
  return entries.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(entries);
}

function filled(value: unknown, values: Values): unknown {
  const [, blank] = typeof value === 'string' ? (/^\{(.+)\}$/.exec(value) ?? []) : [];
  return blank === undefined ? value : ownValue(values, blank);
}
