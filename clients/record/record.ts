// An agreement's whole record as a file to keep elsewhere: how it is made, and how a change to it shows.
import { z } from 'zod';
import type { Agreement } from '../../agreements/model/agreement.ts';
import type { RecordEntry } from '../../agreements/model/events.ts';
import type { Instant } from '../../agreements/time/instants.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { software } from '../../config/software.ts';
import type { Agreements } from '../api/agreements.ts';
import { readingState } from '../api/reading-state.ts';
import { jsonText } from '../files/json-text.ts';
import { chained, firstMisfit, hashOf } from './hash-chain.ts';
import { readSources, type Source, type Sources } from './record-sources.ts';

/** The record as a file. Files of this form stay readable: another form gets another `format`. */
export type RecordFile = {
  format: typeof format;
  agreement: string;
  exported: { at: Instant; by: string; software: string };
  /** The workflow's runs that were read for it, oldest first. */
  runs: string[];
  /** How the agreement stood. */
  standing: Omit<Agreement, 'record'>;
  entries: Entry[];
  seal: { entries: number; last: string; hash: string };
};

export type Entry = {
  number: number;
  term: number;
  happened: RecordEntry;
  /** The events in Temporal that it follows from, if they are still kept. */
  sources: Source[];
  /**
   * SHA-256, in hex, of the canonical JSON (RFC 8785) of `[the hash before it, the entry without its hash and sources]`.
   */
  hash: string;
};

const format = 'onegov-record-1';

/**
 * The whole record of an agreement, all terms, as of now.
 * @throws {RefusedError} if there is no such agreement, or no worker answers.
 */
export async function exportRecord(
  agreements: Agreements,
  id: string,
  { now, by }: { now: Instant; by: string },
): Promise<RecordFile> {
  const agreement = await agreements.view(id);
  const sources = await readSources(agreements, id);
  return readingState(id, () => recordOf(agreement, sources, { at: now, by, software: madeBy() }));
}

/** Temporal's histories are not kept forever, so only the seal covers what is read from them. */
const aside = ['sources'];

/** Keeps the first delay of an obligation. The agreement's state forgets those between the first and the last. */
function isLasting(entry: RecordEntry, index: number, record: RecordEntry[]): boolean {
  if (entry.type !== 'delayed') return true;
  const before = record.slice(0, index).findLast((one) => 'id' in one && one.id === entry.id);
  return before?.type !== 'delayed';
}

/** The code of a reason is for programs, and older records have none: its words are in the chain. */
function withoutCode(entry: RecordEntry): RecordEntry {
  if (!('why' in entry)) return entry;
  const { why: _, ...words } = entry;
  return words;
}

/**
 * The chain begins with what never changes, so an entry has the same hash in each later export. The seal covers the
 * rest: what stands above the entries, and how many there are.
 */
export function recordOf(
  { record, ...standing }: Agreement,
  { runs, of }: Sources,
  exported: RecordFile['exported'],
): RecordFile {
  let term = 1;
  const lasting = record.filter(isLasting).map(withoutCode);
  const sources = of(lasting);
  const entries = lasting.map((happened, index) => {
    if (happened.type === 'term-began') term = happened.number;
    return { number: index + 1, term, happened, sources: sources[index] ?? [] };
  });
  const agreement = standing.id;
  const linked = chained(startOf(agreement), entries, aside);
  const head = { format, agreement, exported, runs, standing } as const;
  return { ...head, entries: linked, seal: sealOf(head, linked) };
}

/** How many entries the record has, and the hash of the last one: what its chain has come to. */
export function chainOf(agreement: Agreement): { entries: number; last: string } {
  const noSources: Sources = { runs: [], of: (record) => record.map(() => []) };
  const { entries, last } = recordOf(agreement, noSources, { at: '', by: '', software: '' }).seal;
  return { entries, last };
}

/** The text of the file. */
export function recordText(file: object): string {
  return `${jsonText(file, 2)}\n`;
}

/**
 * The record in a text, if nothing in it was changed.
 * @param name what errors call it
 * @throws {RefusedError} naming the first entry that does not fit, or what else was changed.
 */
export function verifiedRecord(text: string, name: string): RecordFile {
  const file = parsed(text, name);
  const { entries, seal, ...head } = file;
  const misfit = firstMisfit(startOf(file.agreement), entries, aside);
  if (misfit !== undefined) {
    throw new RefusedError(
      `${name}: entry ${misfit + 1}${inWords(entries[misfit])} does not fit those before it. It was changed or moved, or one before it was removed or added.`,
    );
  }
  if (seal.entries !== entries.length)
    throw new RefusedError(
      `${name} had ${seal.entries} entries and now has ${entries.length}; the end was changed.`,
    );
  const whole = sealOf(head, entries as Entry[]);
  if (hashOf(seal) !== hashOf(whole))
    throw new RefusedError(
      `${name}: all ${entries.length} entries fit, but what is around them was changed.`,
    );
  const line = differingLine(text.replaceAll('\r\n', '\n'), recordText(file));
  if (line !== undefined)
    throw new RefusedError(`${name}: line ${line} is not as it was written, although it says the same.`);
  return file as unknown as RecordFile;
}

function startOf(agreement: string): string {
  return hashOf({ format, agreement });
}

function sealOf(head: object, entries: Pick<Entry, 'hash' | 'sources'>[]): RecordFile['seal'] {
  const all = { entries: entries.length, last: entries.at(-1)?.hash ?? '' };
  const sources = entries.map((entry) => entry.sources);
  return { ...all, hash: hashOf({ ...head, sources, seal: all }) };
}

const schema = z.looseObject({
  format: z.literal(format),
  agreement: z.string(),
  entries: z.array(z.looseObject({})),
  seal: z.looseObject({ entries: z.number() }),
});

function parsed(text: string, name: string): z.infer<typeof schema> {
  try {
    const file = JSON.parse(text);
    schema.parse(file);
    // The file itself: zod returns the keys in another order.
    return file;
  } catch {
    throw new RefusedError(
      `${name} is not a record that "onegov record" wrote, or its structure was changed.`,
    );
  }
}

/** ` (settled, 2026-11-23T14:03:00Z)`, if it says so. */
function inWords(entry: unknown): string {
  const { success, data } = z
    .object({ happened: z.object({ type: z.string(), at: z.string() }) })
    .safeParse(entry);
  return success ? ` (${data.happened.type}, ${data.happened.at})` : '';
}

function differingLine(text: string, other: string): number | undefined {
  if (text === other) return undefined;
  const lines = other.split('\n');
  return text.split('\n').findIndex((line, index) => line !== lines[index]) + 1;
}

/** This software and its version. */
export function madeBy(): string {
  const { name, version } = software();
  return `${name} ${version}`;
}
