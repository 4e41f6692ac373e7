// Each command has a folder, named as the command.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandTypes } from '../../../agreements/commands/registry.ts';

const commands = join(import.meta.dirname, '../../../agreements/commands');
const folders = readdirSync(commands, { withFileTypes: true }).filter((entry) => entry.isDirectory());

it('each command has a folder with its JSON and what it does', () => {
  const names = folders.map(({ name }) => name).filter((name) => name !== 'shared');
  expect(names.toSorted()).toEqual(commandTypes.toSorted());
  for (const name of names)
    expect(readdirSync(join(commands, name))).toEqual(expect.arrayContaining([`${name}.ts`, 'schema.ts']));
});
