// Checks an offer beyond its shape: its sources, its ids, and when it plans notices.
import { parse } from '../validation/parse.ts';
import { noticeTraits, offeredKinds, operators } from './notice-kinds.ts';
import { periodsOf } from './rules.ts';
import { type Offer, offerShape, type RenewalRules, renewalRulesSchema } from './schema.ts';
import { unknownTexts } from './translations.ts';

export const offerSchema = offerShape.superRefine((offer, context) => {
  for (const flaw of flawsOf(offer)) context.addIssue({ code: 'custom', ...flaw });
});

/** @throws {RefusedError} naming the file, the place in it, and what is wrong there. */
export function parseOffer(value: unknown, file: string): Offer {
  return parse(offerSchema, value, file);
}

/** @throws {RefusedError} naming each flaw of the rules of a clause, and where it is. */
export function parseRules(value: unknown, clause: string): RenewalRules {
  return parse(renewalRulesSchema, value, clause);
}

type Path = (string | number)[];
type Flaw = { path: Path; message: string };

/** The flaws of an offer; none if it can be used. */
function flawsOf(offer: Offer): Flaw[] {
  return [
    ...unknownSources(offer),
    ...doubles(offer),
    ...misplacedNotices(offer),
    ...secondReminders(offer),
    ...strayTranslations(offer),
  ];
}

function strayTranslations(offer: Offer): Flaw[] {
  return unknownTexts(offer).map((text) => ({
    path: ['translations', 'es'],
    message: `translates "${text}", which is none of the offer's texts`,
  }));
}

function unknownSources(offer: Offer): Flaw[] {
  const known = new Set(offer.sources.map(({ id }) => id));
  return citations(offer)
    .filter(({ source }) => !known.has(source))
    .map(({ path, source }) => ({ path, message: `"${source}" is not among the ids in "sources"` }));
}

/** Every place in an offer that names its source. */
function citations(value: unknown, path: Path = []): { path: Path; source: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return key === 'source' && typeof inner === 'string'
      ? [{ path: here, source: inner }]
      : citations(inner, here);
  });
}

/** Ids and notices that occur twice: obligations are identified by them. */
function doubles(offer: Offer): Flaw[] {
  const { features, sources, notices, training, renewal } = offer;
  const { gates = [], deadlines = [] } = renewal;
  const lists = {
    features: features.map(({ id }) => id),
    sources: sources.map(({ id }) => id),
    training: (training?.sessions ?? []).map(({ id }) => id),
    renewal: [...gates, ...deadlines].map(({ id }) => id),
    notices: notices.flatMap(({ kind, when }) =>
      periodsOf(when).map((period) => `${kind}${period && ` ${period}`}`),
    ),
  };
  return Object.entries(lists).flatMap(([list, names]) => {
    const again = names.filter((name, index) => names.indexOf(name) !== index);
    return [...new Set(again)].map((name) => ({ path: [list], message: `has "${name}" twice` }));
  });
}

/** A training has one reminder: its letter says so. */
function secondReminders({ notices }: Offer): Flaw[] {
  const rules = notices.filter(({ kind }) => kind === 'training-reminder');
  if (rules.flatMap(({ when }) => periodsOf(when)).length < 2) return [];
  return [{ path: ['notices'], message: 'must have one "training-reminder" at most, with one wait' }];
}

function misplacedNotices({ notices }: Offer): Flaw[] {
  return notices.flatMap(({ kind, when, to }, index): Flaw[] => {
    const [[how, what] = []] = Object.entries(when);
    const { moments: fits, asks } = noticeTraits[kind];
    const path = ['notices', index];
    const message = `must be "${fits.join('" or "')}", which a "${kind}" is worded for`;
    const forNobody = to.includes(operators) && !asks;
    return [
      ...(fits.includes(`${how} ${what}`) ? [] : [{ path: [...path, 'when'], message }]),
      ...(forNobody
        ? [{ path: [...path, 'to'], message: `may name "operators" for ${asking.join(' and ')} only` }]
        : []),
      ...(to.length > 0 && to.every((role) => role === operators)
        ? [{ path: [...path, 'to'], message: 'must name a role of the agency' }]
        : []),
    ];
  });
}

/** Operators can be told if nobody answers these. */
const asking = offeredKinds.filter((kind) => noticeTraits[kind].asks);
