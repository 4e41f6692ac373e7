// The clauses that an agency's order may contain, and their rules for a renewal. An order names its clauses; we assume none.
import { join } from 'node:path';
import { z } from 'zod';
import { withRules } from '../agreements/offer/rules.ts';
import {
  type Offer,
  periodSchema,
  type RenewalRules,
  renewalRulesSchema,
} from '../agreements/offer/schema.ts';
import { parseRules } from '../agreements/offer/validation.ts';
import { RefusedError } from '../agreements/validation/errors.ts';
import { readJson } from './catalog.ts';

const clausesSchema = z.record(
  z.string(),
  z.strictObject({ title: z.string().min(1), rules: renewalRulesSchema }),
);

export type Clauses = z.infer<typeof clausesSchema>;

/** All known clauses, by name. */
export function loadClauses(file = join(import.meta.dirname, 'clauses.json')): Clauses {
  return clausesSchema.parse(readJson(file));
}

/**
 * The renewal rules of an order's clauses.
 * @param uses names, each with its number filled in where the clause leaves one open: `FAR 52.217-9=P45D`
 * @throws {RefusedError} listing the known clauses
 */
export function rulesOf(uses: string[], clauses: Clauses = loadClauses()): RenewalRules {
  return uses.map((use) => rulesOfOne(use, clauses)).reduce<RenewalRules>(withRules, {});
}

/** The offer with the renewal rules of an order's clauses. */
export function withClauses(offer: Offer, uses: string[], clauses: Clauses = loadClauses()): Offer {
  return { ...offer, renewal: withRules(offer.renewal, rulesOf(uses, clauses)) };
}

function rulesOfOne(use: string, clauses: Clauses): RenewalRules {
  const [name = '', number] = use.split('=').map((part) => part.trim());
  const rules = clauses[name]?.rules;
  if (!rules) {
    throw new RefusedError(
      `No clause found for "${name}"; the clauses are ${Object.keys(clauses).join(', ')}.`,
    );
  }
  if (number === undefined) return rules;
  const { deadlines = [], extension } = rules;
  if (deadlines.length === 0 && !extension) throw new RefusedError(`${name} has no number to fill in.`);
  if (!periodSchema.safeParse(number).success)
    throw new RefusedError(`"${use}" can't be used: ${number} must be a period such as P45D.`);
  return parseRules(
    {
      ...rules,
      ...(deadlines.length > 0 && { deadlines: deadlines.map((one) => ({ ...one, before: number })) }),
      ...(extension && { extension: { ...extension, limit: number } }),
    },
    use,
  );
}
