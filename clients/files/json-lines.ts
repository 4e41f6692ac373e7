// Where something stands in a JSON file, for messages about it.

/** The way to a value: keys of objects, and places in lists. */
export type Path = (string | number)[];

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * The line of a JSON text, from 1, where the value at a path begins. If it is missing, the line of what lacks it.
 * @param text valid JSON
 */
export function lineAt(text: string, path: Path): number {
  const found = [...text.matchAll(tokens)];
  const position = positionOf(
    found.map(([token]) => token),
    path,
  );
  return text.slice(0, found[position]?.index ?? 0).split('\n').length;
}

/** The index of the token that the value begins with. */
function positionOf(all: string[], path: Path, start = 0): number {
  const [step, ...rest] = path;
  if (step === undefined) return start;
  const isObject = all[start] === '{';
  let at = start + 1;
  for (let index = 0; at < all.length && !isEnd(all[at]); index++) {
    const key = isObject ? JSON.parse(all[at] ?? '""') : index;
    const value = isObject ? at + 2 : at;
    if (key === step) return positionOf(all, rest, value);
    at = afterValue(all, value);
    if (all[at] === ',') at++;
  }
  return start;
}

function isEnd(token: string | undefined): boolean {
  return token === '}' || token === ']';
}

function afterValue(all: string[], start: number): number {
  let depth = 0;
  for (let at = start; at < all.length; at++) {
    if (all[at] === '{' || all[at] === '[') depth++;
    if (isEnd(all[at])) depth--;
    if (depth === 0) return at + 1;
  }
  return all.length;
}
