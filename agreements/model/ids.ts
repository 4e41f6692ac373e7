// Names of things. Each is built by one function here, and made of what stays the same when work is repeated.

/** The agreement's id, and that of its workflow: `agreement:<offer>:<agency>`. */
export function agreementId(offer: string, agency: string): string {
  return `agreement:${offer}:${agency}`;
}

/** The offer that an agreement's or a rehearsal's id names. */
export function offerOf(agreement: string): string {
  return agreement.split(':')[1] ?? '';
}

/** A rehearsal's id: the agreement's with the instant it was begun, so that it may be rehearsed as often as one likes. */
export function rehearsalId(offer: string, agency: string, begun: string): string {
  return `${agreementId(offer, agency)}@${begun}`;
}

/** Is it a rehearsal's id? */
export function isRehearsal(id: string): boolean {
  return id.includes('@');
}

/** The id of a notice as it was sent first: one that is sent again has when that was decided behind it. */
export function firstOf(id: string): string {
  return id.split('@', 1)[0] ?? id;
}

/** Is it the id of a notice that is sent again? */
export function isSentAgain(id: string): boolean {
  return firstOf(id) !== id;
}

type Versioned = { term: { number: number }; revision: number; record: { type: string; at: string }[] };

/**
 * What an answer is given to: of the same term another one whenever its dates or rules are amended, and of the same
 * agency and offer another one when they are started anew.
 */
export function versionOf({ term, revision, record }: Versioned): string {
  const agreedAt = record.find(({ type }) => type === 'agreed')?.at ?? '';
  return `${term.number}.${revision}.${spread(agreedAt, 2 ** 32).toString(36)}`;
}

/**
 * A number below `limit` that is always the same for the same text and evenly spread over texts (FNV-1a, 32 bits).
 */
export function spread(text: string, limit: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash % limit;
}
