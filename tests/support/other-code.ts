// Another version of the code: a copy of this project in which a test edits lines. Its packages are those of this project.
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const notCopied = ['.git', 'node_modules', 'tests', 'bench', 'docs', 'findings', 'docker'];

/** One edit: a text that is in a file once, and what stands there instead. */
export type Edit = { file: string; from: string; to: string };

export type OtherCode = {
  folder: string;
  /** Runs something with these edits in the code, and takes them back. */
  edited<Value>(edits: Edit[], run: () => Promise<Value>): Promise<Value>;
  remove(): void;
};

export function otherCode(): OtherCode {
  const folder = mkdtempSync(join(tmpdir(), 'other-code-'));
  for (const name of readdirSync(root).filter((one) => !notCopied.includes(one) && !one.startsWith('.')))
    cpSync(join(root, name), join(folder, name), { recursive: true });
  // One link for each package, so that what is compiled is kept in the copy.
  const packages = join(folder, 'node_modules');
  mkdirSync(packages);
  for (const name of readdirSync(join(root, 'node_modules')).filter((one) => one !== '.cache'))
    symlinkSync(join(root, 'node_modules', name), join(packages, name));
  return {
    folder,
    async edited(edits, run) {
      const before = edits.map(({ file }) => [file, readFileSync(join(folder, file), 'utf8')] as const);
      try {
        for (const edit of edits) applied(folder, edit);
        return await run();
      } finally {
        for (const [file, text] of before) writeFileSync(join(folder, file), text);
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function applied(folder: string, { file, from, to }: Edit): void {
  const text = readFileSync(join(folder, file), 'utf8');
  if (text.split(from).length !== 2) throw new Error(`${file} does not have this once: ${from}`);
  writeFileSync(
    join(folder, file),
    text.replace(from, () => to),
  );
}
