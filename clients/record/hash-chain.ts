// A chain of entries by hash: each hash covers the entry before it, so every change shows.
import { createHash } from 'node:crypto';

/** JSON that is always the same for the same value: keys in order, no spaces (RFC 8785). */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}

/** SHA-256 in hex of a value's canonical JSON. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

/**
 * The entries, each with its hash over the hash before it and the entry.
 * @param aside the keys of an entry that are not in the chain
 */
export function chained<Entry extends object>(
  start: string,
  entries: Entry[],
  aside: string[] = [],
): (Entry & { hash: string })[] {
  let last = start;
  return entries.map((entry) => {
    last = hashOf([last, without(entry, aside)]);
    return { ...entry, hash: last };
  });
}

/** The index of the first entry that does not fit those before it; nothing if all do. */
export function firstMisfit(
  start: string,
  entries: { hash?: unknown }[],
  aside: string[] = [],
): number | undefined {
  let last = start;
  for (const [place, entry] of entries.entries()) {
    last = hashOf([last, without(entry, ['hash', ...aside])]);
    if (entry.hash !== last) return place;
  }
  return undefined;
}

function without(entry: object, names: string[]): object {
  return Object.fromEntries(Object.entries(entry).filter(([name]) => !names.includes(name)));
}
