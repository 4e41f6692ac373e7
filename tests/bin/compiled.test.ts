// A program is compiled once, and what runs is always what its sources say.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const project = join(import.meta.dirname, '../..');
let folder: string;

/** A project with the same launcher and a small program. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'onegov-compiled-'));
  chmodSync(folder, 0o755);
  cpSync(join(project, 'bin'), join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'node_modules/.package-lock.json'), '{}');
  for (const name of ['esbuild', 'tsx'])
    symlinkSync(join(project, 'node_modules', name), join(folder, 'node_modules', name));
  source('clients/cli/cli.ts', "import { said } from './said.ts';\nexport const main = async () => said();");
  source('clients/cli/said.ts', saying('one'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function source(name: string, text: string): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const saying = (what: string) => `export const said = (): void => console.log('${what}');\n`;

const bin = () => join(folder, 'bin/onegov.mjs');
const run = (...words: string[]) =>
  execFileSync(process.execPath, [bin(), ...words], { encoding: 'utf8' }).trim();

/** The programs that have been compiled so far. */
function compiledSoFar(): string[] {
  const cache = join(folder, 'node_modules/.cache/onegov');
  return readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('program.mjs'),
  );
}

describe('the compiled program', () => {
  it('is made once', () => {
    expect([run('list'), run('show'), run()]).toEqual(['one', 'one', 'one']);
    expect(compiledSoFar()).toHaveLength(1);
  });

  it('is made again for an edited source', () => {
    expect(run()).toBe('one');
    source('clients/cli/said.ts', saying('two'));
    expect(run()).toBe('two');
  });

  it('is made again even if the edited source has the size and the time of the one before', () => {
    expect(run()).toBe('one');
    const said = join(folder, 'clients/cli/said.ts');
    const { atime, mtime } = statSync(said);
    writeFileSync(said, saying('two'));
    utimesSync(said, atime, mtime);
    expect(run()).toBe('two');
  });

  it('is made again if a source is gone, and the error says so', () => {
    expect(run()).toBe('one');
    rmSync(join(folder, 'clients/cli/said.ts'));
    const { status, stderr } = spawnSync(process.execPath, [bin()], { encoding: 'utf8' });
    expect(status).not.toBe(0);
    expect(stderr).toContain('./said.ts');
  });

  it('is made again for other packages', () => {
    run();
    writeFileSync(join(folder, 'node_modules/.package-lock.json'), '{ }');
    run();
    expect(compiledSoFar()).toHaveLength(2);
  });

  it('serves a copy of its sources with other times, as in the image of a container', () => {
    run();
    utimesSync(join(folder, 'clients/cli/said.ts'), 1, 1);
    expect(run()).toBe('one');
    expect(compiledSoFar()).toHaveLength(1);
  });

  it('does not pile up', () => {
    for (let time = 0; time < 8; time++) {
      source('clients/cli/said.ts', saying(`time ${time}`));
      expect(run()).toBe(`time ${time}`);
    }
    expect(compiledSoFar()).toHaveLength(6);
  });

  it('knows where its sources are', () => {
    source('clients/cli/said.ts', 'export const said = () => console.log(import.meta.dirname);');
    expect(run()).toBe(join(folder, 'clients/cli'));
  });

  it('names the lines of its sources in errors', () => {
    source(
      'clients/cli/said.ts',
      'type Nothing = void;\n\nexport const said = (): Nothing => { throw new Error("no"); };',
    );
    for (const word of ['list', 'worker']) {
      const { stderr } = spawnSync(process.execPath, [bin(), word], { encoding: 'utf8' });
      expect(stderr).toContain('clients/cli/said.ts:3:');
    }
  });

  it('is one file for a worker, which may run for weeks and loads nothing later', () => {
    source('clients/cli/cli.ts', "export const main = async () => (await import('./said.ts')).said();");
    expect(run('worker')).toBe('one');
    const [program = ''] = compiledSoFar();
    const text = readFileSync(join(folder, 'node_modules/.cache/onegov', program), 'utf8');
    expect(text).not.toMatch(/import\("\.\//);
  });

  it('is not needed by an account that may not write it down', () => {
    chmodSync(join(folder, 'node_modules'), 0o555);
    const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    // Another account may not be able to run this Node, if it is in somebody's home folder.
    const node = join(folder, 'node');
    cpSync(process.execPath, node);
    const env = { ...process.env, HOME: tmpdir(), TMPDIR: tmpdir() };
    const { stdout } = spawnSync(node, [bin()], { encoding: 'utf8', env, ...nobody });
    expect(stdout.trim()).toBe('one');
    expect(readdirSync(join(folder, 'node_modules'))).not.toContain('.cache');
    chmodSync(join(folder, 'node_modules'), 0o755);
  });
});
