// A folder with an export: a file for each agreement, and a manifest. The manifest is written last and names each file
// with its hash, so an export that was cut off leaves the one before it as it was.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Agreement } from '../../agreements/model/agreement.ts';
import type { Instant } from '../../agreements/time/instants.ts';
import { day } from '../../agreements/time/instants.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { jsonFile, replaceFile } from '../files/text-files.ts';
import { hashOf } from '../record/hash-chain.ts';

/** How an agreement's workflow stood: it ran, it was over, or someone had stopped it in Temporal. */
export type Standing = 'open' | 'closed' | 'stopped';

/** The file of one agreement. */
export type ExportedAgreement = {
  format: typeof agreementFormat;
  agreement: string;
  run: { id: string; status: string; startedAt: Instant; closedAt?: Instant };
  /** The number of entries that `onegov record` shows, and the last one's hash. */
  record?: { entries: number; last: string };
  state?: Agreement;
  /** Why the state can't be read, and what is known instead. */
  problem?: string;
  known?: unknown;
};

/** What the manifest says of one agreement. */
export type Line = {
  agreement: string;
  run: string;
  standing: Standing;
  /** Its phase, if its state was read. */
  phase?: string;
  /** When its state was read. What happened later is not in the export. */
  readAt: Instant;
  file: string;
  sha256: string;
  problem?: string;
};

export type Manifest = {
  format: typeof manifestFormat;
  exported: { begunAt: Instant; endedAt: Instant; by: string; software: string; namespace: string };
  /** How many agreements there are. */
  count: number;
  agreements: Line[];
  /** SHA-256, in hex, of the canonical JSON (RFC 8785) of all of the above. */
  seal: string;
};

const agreementFormat = 'onegov-agreement-1';
const manifestFormat = 'onegov-export-1';
const manifestName = 'export.json';
const subfolder = 'agreements';

export type ExportFolder = {
  /** The complete export in it; nothing if there is none yet. */
  before: Manifest | undefined;
  /** Writes the file of one agreement. A file that has these bytes already is left as it is. */
  add(agreement: Omit<ExportedAgreement, 'format'>): Pick<Line, 'file' | 'sha256'>;
  /** Is the file of an earlier export still there, unchanged? */
  has(line: Line): boolean;
  /** Makes the export complete, and removes files that no export needs any longer. */
  finish(exported: Manifest['exported'], agreements: Line[]): Manifest;
};

/**
 * A folder to export to. It is created if it does not exist, and only this account may open it.
 * @throws {RefusedError} if it can't be written.
 */
export function openExportFolder(folder: string): ExportFolder {
  writing(folder, () => mkdirSync(join(folder, subfolder), { recursive: true, mode: 0o700 }));
  const pathOf = (file: string) => join(folder, file);
  const before = isThere(pathOf(manifestName)) ? readManifest(folder) : undefined;
  return {
    before,
    add(agreement) {
      const text = textOf({ format: agreementFormat, ...agreement });
      const sha256 = sha256Of(text);
      const file = `${subfolder}/${fileName(agreement.agreement, sha256)}`;
      if (isUnchanged(pathOf(file), sha256)) utimesSync(pathOf(file), new Date(), new Date());
      else replaceFile(pathOf(file), text);
      return { file, sha256 };
    },
    has: ({ file, sha256 }) => isUnchanged(pathOf(file), sha256),
    finish(exported, agreements) {
      const sorted = agreements.toSorted((one, other) => (one.agreement < other.agreement ? -1 : 1));
      const head = { format: manifestFormat, exported, count: sorted.length, agreements: sorted } as const;
      const manifest = { ...head, seal: hashOf(head) };
      replaceFile(pathOf(manifestName), textOf(manifest));
      removeUnneeded(folder, manifest);
      return manifest;
    },
  };
}

/** Another export into this folder may be under way, so what was written within a day stays. */
function removeUnneeded(folder: string, { agreements }: Manifest): void {
  const needed = new Set(agreements.map(({ file }) => file));
  for (const name of readdirSync(join(folder, subfolder))) {
    const path = join(folder, subfolder, name);
    const isOld = Date.now() - statSync(path).mtimeMs > day;
    if (isOld && !needed.has(`${subfolder}/${name}`)) rmSync(path, { force: true });
  }
}

/**
 * The manifest of the export in a folder.
 * @throws {RefusedError} if the folder has no complete export, or its manifest was changed.
 */
export function readManifest(folder: string): Manifest {
  const path = join(folder, manifestName);
  if (!isThere(path))
    throw new RefusedError(
      `${folder} has no complete export: ${manifestName}, which is written last, is missing.`,
    );
  const content = jsonFile(path);
  if (!manifestSchema.safeParse(content).success)
    throw new RefusedError(`${path} is not the manifest of an export, or of a later version's.`);
  const { seal, ...head } = content as Manifest;
  if (hashOf(head) !== seal)
    throw new RefusedError(`${path} was changed since it was written; use another copy of the export.`);
  return content as Manifest;
}

/**
 * The file of one agreement, as it was written.
 * @throws {RefusedError} if it is missing, or was changed.
 */
export function readExported(folder: string, { file, sha256, agreement }: Line): ExportedAgreement {
  const path = join(folder, file);
  const text = writtenText(path);
  if (sha256Of(text) !== sha256)
    throw new RefusedError(
      `${path} was changed since it was written, so ${agreement} is not restored from it.`,
    );
  return JSON.parse(text);
}

const manifestSchema = z.looseObject({
  format: z.literal(manifestFormat),
  exported: z.looseObject({ begunAt: z.string(), endedAt: z.string() }),
  count: z.number(),
  agreements: z.array(
    z.looseObject({
      agreement: z.string(),
      standing: z.enum(['open', 'closed', 'stopped']),
      readAt: z.string(),
      file: z.string().regex(/^agreements\/[^/\\]+\.json$/),
      sha256: z.string(),
    }),
  ),
  seal: z.string(),
});

/** A name that any file system takes: ids have colons, and anyone can start a workflow with any id. */
function fileName(agreement: string, sha256: string): string {
  const parts = agreement.split(':').map((part) => encodeURIComponent(part).replaceAll('~', '%7E'));
  const name = parts.join('~');
  const short = name.length <= longestName ? name : sha256Of(agreement);
  return `${short}.${sha256.slice(0, 16)}.json`;
}

const longestName = 150;

function textOf(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function isUnchanged(path: string, sha256: string): boolean {
  return isThere(path) && sha256Of(readFileSync(path, 'utf8')) === sha256;
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function writtenText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new RefusedError(`${path} can't be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

function writing<Value>(path: string, write: () => Value): Value {
  try {
    return write();
  } catch (error) {
    throw new RefusedError(`${path} can't be written: ${(error as Error).message}.`);
  }
}
