// What is wrong with a request or a command, told by the flag, or by the line of the file, that a person typed.
import { readFileSync } from 'node:fs';
import type { Contact } from '../../agreements/model/parties.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import type { Flaw } from '../../agreements/validation/parse.ts';
import { lineAt, type Path } from '../files/json-lines.ts';

/** Says where a part was typed. @param rest the way to it, from what the flag gives. */
type Place = (rest: Path) => string;

/** The place of each part of a request or a command, by its name there. */
export type Places = Record<string, Place>;

/** Flaws that are told at once. */
const mostTold = 5;

/** @throws {RefusedError} naming the flaws, each by where it was typed; nothing if there are none. */
export function refuseFlaws(flaws: Flaw[], places: Places): void {
  if (flaws.length === 0) return;
  const told = flaws.slice(0, mostTold).map((flaw) => `${placeOf(flaw, places)} ${flaw.message}`.trim());
  throw new RefusedError(`${told.join('; ')}.`);
}

function placeOf({ where }: Flaw, places: Places): string {
  const [first = '', ...rest] = pathOf(where);
  return places[first]?.(rest) ?? where;
}

/** `contacts[0].email` → `contacts`, 0, `email` */
function pathOf(where: string): Path {
  const steps = where.match(/[^.[\]]+/g) ?? [];
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

/** What a flag gives as a whole. */
export function flag(name: string): Place {
  return () => name;
}

/** What a flag gives that may be repeated: `--who nina@`. */
export function repeated(name: string, values: readonly string[] = []): Place {
  return ([index]) => (typeof index === 'number' ? `${name} ${values[index]}` : name);
}

/** What a JSON file gives: `sessions.json, line 4, timeZone`. */
export function inFile(file: string): Place {
  return (rest) => {
    const key = rest.findLast((step) => typeof step === 'string');
    return `${file}, line ${lineAt(readFileSync(file, 'utf8'), rest)}${key === undefined ? '' : `, ${key}`}`;
  };
}

/** Contacts as they were typed one by one, or as they stand in a file. */
export function contactsTyped(contacts: readonly Contact[] = [], file?: string): Place {
  if (file !== undefined) return inFile(file);
  return ([index, ...rest]) =>
    typeof index === 'number' ? contactTyped(contacts[index])(rest) : '--contact';
}

/** One contact as it was typed: `--contact "Olive Owner": role`. */
export function contactTyped(contact: Contact | undefined): Place {
  return ([field, index]) => {
    const part = field === 'roles' && index !== undefined ? 'role' : String(field ?? '');
    return `--contact "${contact?.name ?? ''}": ${part}`;
  };
}
