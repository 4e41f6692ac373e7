// Tells what is wrong with a request or a command, with the flag or the line of the file that a person typed.
import { readFileSync } from 'node:fs';
import type { Contact } from '../../agreements/model/parties.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import type { Flaw } from '../../agreements/validation/parse.ts';
import { lineAt, type Path } from '../files/json-lines.ts';

/** Says where something was typed. @param rest its path within what the flag gives. */
type Place = (rest: Path) => string;

/** Where each field of a request or a command was typed. */
export type Places = Record<string, Place>;

/** The most flaws that one error names. */
const mostTold = 5;

/** @throws {RefusedError} naming each flaw and where it was typed, if there are any. */
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

/** A flag with one value. */
export function flag(name: string): Place {
  return () => name;
}

/** A flag that may be repeated: `--who nina@`. */
export function repeated(name: string, values: readonly string[] = []): Place {
  return ([index]) => (typeof index === 'number' ? `${name} ${values[index]}` : name);
}

/** A JSON file that a flag names: `sessions.json, line 4, timeZone`. */
export function inFile(file: string): Place {
  return (rest) => {
    const key = rest.findLast((step) => typeof step === 'string');
    return `${file}, line ${lineAt(readFileSync(file, 'utf8'), rest)}${key === undefined ? '' : `, ${key}`}`;
  };
}

/** Contacts that were typed one by one, or stand in a file. */
export function contactsTyped(contacts: readonly Contact[] = [], file?: string): Place {
  if (file !== undefined) return inFile(file);
  return ([index, ...rest]) =>
    typeof index === 'number' ? contactTyped(contacts[index])(rest) : '--contact';
}

/** One contact that was typed: `--contact "Olive Owner": role`. */
export function contactTyped(contact: Contact | undefined): Place {
  return ([field, index]) => {
    const part = field === 'roles' && index !== undefined ? 'role' : String(field ?? '');
    return `--contact "${contact?.name ?? ''}": ${part}`;
  };
}
