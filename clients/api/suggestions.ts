// Names that someone may have meant, for "did you mean".
import { distance } from 'fastest-levenshtein';

/**
 * At most three names that begin like a word or are a slip or two away from it, the nearest first. If only `.gov` is
 * missing from the word, that one name.
 */
export function namesLike(word: string, names: Iterable<string>): string[] {
  const stem = stemOf(word);
  const far = (name: string) => distance(stemOf(name), stem);
  const all = [...names];
  const same = all.find((name) => stemOf(name) === stem);
  if (same !== undefined) return [same];
  return all
    .filter((name) => stemOf(name).startsWith(stem) || isNear(stemOf(name), stem))
    .toSorted((one, other) => far(one) - far(other) || one.localeCompare(other))
    .slice(0, 3);
}

/** Without `.gov`, which all agencies have in common. */
function stemOf(name: string): string {
  return name.toLowerCase().replace(/\.gov$/, '');
}

/** One slip in a short word, two in a longer one, three in a long one. */
export function isNear(one: string, other: string): boolean {
  const slips = Math.min(3, Math.max(1, Math.floor(other.length / 3)));
  return slipsBetween(one, other) <= slips;
}

/** Two letters in the wrong order are one slip. */
function slipsBetween(one: string, other: string): number {
  const slips = distance(one, other);
  const isSwap = slips === 2 && [...one].toSorted().join('') === [...other].toSorted().join('');
  return isSwap ? 1 : slips;
}

/** `gsa.gov, nasa.gov or usda.gov` */
export function either(names: string[]): string {
  return new Intl.ListFormat('en-US', { type: 'disjunction' }).format(names);
}

/** `; did you mean gsa.gov?`, or a period if nothing is near. */
export function didYouMean(names: string[]): string {
  return names.length > 0 ? `; did you mean ${either(names)}?` : '.';
}
