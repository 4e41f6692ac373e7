import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openKeys, readKeys } from '../../encryption/keys.ts';
import { temporaryFolder } from '../workers/engine/support.ts';

const one = 'a1'.repeat(32);
const other = 'b2'.repeat(32);

function fileWith(text: string) {
  const keyFile = join(temporaryFolder(), 'encryption');
  writeFileSync(keyFile, text);
  return { keyFile, isOurs: false };
}

it('makes a key of its own once, for this account only', () => {
  const file = { keyFile: join(temporaryFolder(), 'keys', 'encryption'), isOurs: true };
  const made = openKeys(file);
  expect(made).toHaveLength(1);
  expect(openKeys(file)).toEqual(made);
  expect(readKeys(file)).toEqual(made);
  expect(statSync(file.keyFile).mode & 0o777).toBe(0o600);
});

it('reads the keys in their order, and names each by an id that says nothing about it', () => {
  const ids = readKeys(fileWith(`${one}\n${other}\n`)).map(({ id }) => id);
  expect(ids).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/), expect.stringMatching(/^[0-9a-f]{16}$/)]);
  expect(readKeys(fileWith(`${other}\r\n${one}`)).map(({ id }) => id)).toEqual(ids.toReversed());
  expect(one).not.toContain(ids[0]);
});

it('needs no keys where nothing is encrypted', () => {
  expect(openKeys(undefined)).toEqual([]);
  expect(readKeys(undefined)).toEqual([]);
});

it.each(['a passphrase that is long enough for other secrets', `${one}\nshort-${one}`, `${one}00`])(
  'refuses a line that is no key, and does not show it',
  (text) => {
    const file = fileWith(text);
    const message = `ENCRYPTION_KEY_FILE: ${file.keyFile} has a line that is not a key; make each key with "openssl rand -hex 32".`;
    expect(() => readKeys(file)).toThrow(message);
  },
);

it('of ours that is missing is not made by a program that only reads', () => {
  const file = { keyFile: join(temporaryFolder(), 'encryption'), isOurs: true };
  expect(() => readKeys(file)).toThrow(`There is no key at ${file.keyFile}`);
});

it('that a setting names and that is missing is an error', () => {
  const file = { keyFile: join(temporaryFolder(), 'missing'), isOurs: false };
  expect(() => readKeys(file)).toThrow(`ENCRYPTION_KEY_FILE: ${file.keyFile} can't be read (ENOENT)`);
});
