// Finds agreements and offers by the short names that people type, and suggests names that may have been meant.
import { agencyOf, agreementId, isAgreementId, isRehearsal, offerOf } from '../../agreements/model/ids.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import type { Catalog } from '../../offers/catalog.ts';
import { running } from '../../visibility/queries.ts';
import type { Agreements } from './agreements.ts';
import { didYouMean, either, isNear, namesLike } from './suggestions.ts';

/**
 * The offer that a word means: its id; or else a word of its id, vendor or product; or else a part of one. If a word fits
 * an offer with a price and others without one, it means the one with a price.
 * @returns its id
 * @throws {RefusedError} naming the offers that it could be.
 */
export function matchOffer(catalog: Catalog, word: string): string {
  const ids = [...catalog.keys()].toSorted();
  const fitting = offersLike(ids, [word], catalog);
  const priced = fitting.filter((id) => catalog.get(id)?.price);
  const [found, ...more] = priced.length > 0 ? priced : fitting;
  if (found && more.length === 0) return found;
  if (found) throw new RefusedError(`"${word}" could be ${either([found, ...more])}; name one of them.`);
  const near = ids.filter((id) => wordsOf(id, catalog).some((one) => isNear(one, word.toLowerCase())));
  throw new RefusedError(
    near.length > 0
      ? `No offer found for "${word}"; did you mean ${either(near)}?`
      : `No offer found for "${word}"; the offers are ${ids.join(', ')}.`,
  );
}

/**
 * The agreement that words name: `gsa.gov chatgpt`, `gsa chatgpt`, `gsa` if it is the agency's only one, or a
 * whole id. Open agreements come before closed ones. A rehearsal is named by its whole id only.
 * @returns its id
 * @throws {RefusedError} naming the agreements or the agencies that may have been meant.
 */
export async function resolveAgreement(
  agreements: Agreements,
  words: string[],
  catalog: Catalog,
): Promise<string> {
  const [first = '', ...rest] = words;
  if (isAgreementId(first) && rest.length === 0) return first;
  const agency = first.toLowerCase();
  if (!/^[a-z0-9][a-z0-9.-]*$/.test(agency))
    throw new RefusedError(
      'Name an agreement by the agency’s domain and a word of the offer: gsa.gov chatgpt.',
    );
  const whole = agreementId(rest.join(' '), agency);
  // A new agreement is missing in visibility for a moment, so a full name is looked up directly.
  if (agency.endsWith('.gov') && catalog.has(rest.join(' ')) && (await agreements.isThere(whole)))
    return whole;

  const isOfAgency = `AgencyId IN (${agency.includes('.') ? `"${agency}"` : `"${agency}.gov", "${agency}"`})`;
  let known: string[] = [];
  for (const query of [`${running} AND ${isOfAgency}`, isOfAgency]) {
    known = await idsOf(agreements, query);
    const [meant, ...others] = named(known, rest, catalog);
    if (meant && others.length === 0) return meant;
    if (meant)
      throw new RefusedError(`Several agreements match; name one of ${either(short([meant, ...others]))}.`);
  }
  if (known.length > 0)
    throw new RefusedError(`No agreement found for ${words.join(' ')}; there is ${short(known).join(', ')}.`);
  throw new RefusedError(
    `No agreement found for ${agency}${didYouMean(await agenciesNear(agreements, agency))}`,
  );
}

/** The agreements whose offer the words mean; all of them if there are no words. */
function named(ids: string[], words: string[], catalog: Catalog): string[] {
  const offers = offersLike([...new Set(ids.map(offerOf))], words, catalog);
  return ids.filter((id) => offers.includes(offerOf(id)));
}

/** The offers that the words are the id of; or else that have every word; or else that have every word as a part. */
function offersLike(ids: string[], words: string[], catalog: Catalog): string[] {
  const wanted = words.flatMap((word) => word.toLowerCase().split(/\s+/));
  const ways = [
    (id: string) => id === words.join(' ').toLowerCase(),
    (id: string) => wanted.every((word) => wordsOf(id, catalog).includes(word)),
    (id: string) => wanted.every((word) => wordsOf(id, catalog).some((one) => one.includes(word))),
  ];
  for (const way of ways) {
    const found = ids.filter(way);
    if (found.length > 0) return found;
  }
  return [];
}

/** The words of an offer. If its file is gone, only its id is known. */
function wordsOf(id: string, catalog: Catalog): string[] {
  const offer = catalog.get(id);
  const text = `${id} ${offer?.vendor ?? ''} ${offer?.product ?? ''}`.toLowerCase();
  return [id, ...text.split(/[^a-z0-9]+/).filter((word) => word !== '')];
}

/** The ids of the agreements that match. One agency has only a few. */
async function idsOf(agreements: Agreements, query: string): Promise<string[]> {
  const ids = new Set<string>();
  for await (const { id } of agreements.list(query)) if (!isRehearsal(id)) ids.add(id);
  return [...ids].toSorted();
}

/** Agreements that are read to find an agency that someone may have meant. */
const lookedThrough = 1000;

/** The agencies with agreements that someone may have meant. */
async function agenciesNear(agreements: Agreements, word: string): Promise<string[]> {
  const agencies = new Set<string>();
  let left = lookedThrough;
  for await (const { id, agency } of agreements.list(`AgencyId STARTS_WITH "${word.charAt(0)}"`)) {
    if (!isRehearsal(id)) agencies.add(agency);
    left -= 1;
    if (left === 0) break;
  }
  return namesLike(word, agencies);
}

/** `agreement:xai-grok:gsa.gov` as people write it: `gsa.gov xai-grok`. */
function short(ids: string[]): string[] {
  return ids.map((id) => `${agencyOf(id)} ${offerOf(id)}`);
}
