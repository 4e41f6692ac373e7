// What fuzz tests share: how many runs, from which seed, hostile values, and what a refusal has to look like.
import fc from 'fast-check';
import { expect } from 'vitest';

/** CI runs few cases from a fixed seed. `FUZZ_RUNS=5000 FUZZ_SEED=7` runs more, and others. */
export const fuzz = {
  numRuns: Number(process.env.FUZZ_RUNS ?? 100),
  seed: Number(process.env.FUZZ_SEED ?? 1),
};

/** The same, for a property that takes longer. */
export function fewer(times: number): typeof fuzz {
  return { ...fuzz, numRuns: Math.max(1, Math.round(fuzz.numRuns / times)) };
}

/** Texts that have broken programs: what some reader of a text takes for more than text. */
const nasty = [
  ...['', ' ', '\0', '\n', '\r', '\r\n', '\t', '\u0007', '\u001b[31m', '\u009b2J', '\u2028', '\u0085'],
  ...['\u202e', '\u2066', '\u200b', '\u200f', '\ufeff', '\ud800', '\udc00x', 'e\u0301', 'מלך', '😀'],
  ...['\r\nBcc: x@evil.example', '\nSubject: other', '=?utf-8?q?x?=', '<x@evil.example>', '"a\\"b"'],
  ...['\r\nEND:VEVENT\r\nX-EVIL:1', ';,\\n', '{{name}}', '{{{name}}}', '%00', '%s', '../..'],
  ...['<script>alert(1)</script>', '<img src=x>', '"><b>', "' onload='x", '&amp;', ']]>', '-->'],
  ...['=1+1', '+1', '-1', '@x', '\t=1', "'", '"', '`', '__proto__', 'constructor', 'toString', 'null'],
  ...['-0', '1e999', '9999-12-31', '0000-01-01', '2027-02-30', '+010000-01-01', 'P9999Y'],
];

/** Any text, often one that has broken programs, sometimes a long one. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...nasty) },
  {
    weight: 2,
    arbitrary: fc.array(fc.constantFrom(...nasty, 'a', 'B c', '.'), { maxLength: 6 }).map(joined),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...nasty, 'a'), fc.integer({ min: 1, max: 3000 })).map(repeated),
  },
);

function joined(parts: string[]): string {
  return parts.join('');
}

function repeated([text, times]: [string, number]): string {
  return text.repeat(times);
}

/** A value that JSON has, of no expected type. */
const hostileScalar: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom(null, true, false, 0, -1, 1.5, 1e308, -1e308, Number.MAX_SAFE_INTEGER + 1),
  fc.constantFrom([], {}, [null], [[]], { a: 1 }, JSON.parse('{"__proto__":{"polluted":1}}')),
);

/** A JSON value with one or more of its parts changed: left out, replaced, doubled, nested, or with a field too many. */
export function spoiled<T>(sound: T, times = 3): fc.Arbitrary<T> {
  const one = fc.record({
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    how: fc.constantFrom('replace', 'replace', 'remove', 'add', 'double', 'nest'),
    value: hostileScalar,
    key: fc.oneof(hostileText, fc.constantFrom('__proto__', 'constructor', 'id', 'x'.repeat(5000))),
  });
  return fc
    .array(one, { minLength: 1, maxLength: times })
    .map((changes) => changes.reduce((value, change) => changed(value, change), structuredClone(sound)));
}

type Change = { at: number; how: string; value: unknown; key: string };
type Place = { holder: Record<string, unknown> | unknown[]; key: string | number };

function changed<T>(value: T, { at, how, value: other, key }: Change): T {
  const root = { value };
  const places = placesIn(root);
  const place = places[Math.floor(at * places.length)];
  if (!place) return value;
  const holder = place.holder as Record<string | number, unknown>;
  if (how === 'replace') holder[place.key] = structuredClone(other);
  else if (how === 'nest') holder[place.key] = deep(holder[place.key]);
  else if (how === 'add') add(holder[place.key], key, other);
  else if (Array.isArray(place.holder)) {
    if (how === 'double') place.holder.push(structuredClone(holder[place.key]));
    else place.holder.splice(Number(place.key), 1);
  } else if (how === 'remove' && place.holder !== root) delete holder[place.key];
  return root.value as T;
}

function add(to: unknown, key: string, value: unknown): void {
  if (Array.isArray(to)) to.push(value);
  else if (typeof to === 'object' && to !== null)
    Object.defineProperty(to, key, { value, enumerable: true, configurable: true, writable: true });
}

function deep(value: unknown): unknown {
  let nested = value;
  for (let depth = 0; depth < 500; depth++) nested = depth % 2 ? [nested] : { nested };
  return nested;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    { holder: value as Place['holder'], key },
    ...placesIn(inner),
  ]);
}

/** A refusal is one or a few sentences on one line that a person can read: not long, no dump, nothing a terminal obeys. */
export function expectSentence(message: string): void {
  expect(message.length, message.slice(0, 300)).toBeLessThan(1500);
  expect(message).toMatch(/[.!?)"]$/);
  expect(message).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  const unquoted = message.replace(/"[^"]*"/g, '""');
  expect(unquoted).not.toMatch(/\[object|undefined|NaN|Cannot read|is not a function|not iterable|\n\s+at /);
}

/** The milliseconds of this process's CPU that a piece of work takes: other load on the machine doesn't count. */
async function cpuMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/**
 * Work on long input takes time in proportion to its length: eight times the input takes far less than the 64 times of
 * what grows with the square. Short times are within the error of measuring, and long ones are wrong already.
 */
export async function expectLinear(work: (length: number) => unknown, length = 10_000): Promise<void> {
  await work(length / 10);
  const once = await cpuMs(() => work(length));
  expect(once).toBeLessThan(1000);
  const eightfold = await cpuMs(() => work(8 * length));
  expect(eightfold, `${once} ms, then ${eightfold} ms`).toBeLessThan(Math.max(24 * once, 300));
}
