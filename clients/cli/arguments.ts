// Values as people type them, made into what the client takes.
import { InvalidArgumentError } from 'commander';
import { type Command, flawsOfCommand } from '../../agreements/commands/command.ts';
import { commandTypes } from '../../agreements/commands/registry.ts';
import type { Contact, Language } from '../../agreements/model/parties.ts';
import type { Role } from '../../agreements/offer/roles.ts';
import { periodSchema } from '../../agreements/offer/schema.ts';

/** `Olive Owner <owner@gsa.gov> owner,technical`, with a last word `es` for notices in Spanish. Adds it to those before. */
export function contactArgument(text: string, before: Contact[] = []): Contact[] {
  const [, name = '', email, rest = ''] = /^([^<]+)<(.*)>(.*)$/s.exec(text) ?? [];
  const [list, language, ...more] = rest.trim().split(/\s+/);
  if (!name.trim() || email === undefined || !list || list.endsWith(',') || more.length > 0) {
    throw new InvalidArgumentError(
      'Write a contact as "Name <mail address> role,role". A last word "es" asks for notices in Spanish.',
    );
  }
  const spoken = language && { language: language as Language };
  return [...before, { name: name.trim(), email, roles: list.split(',') as Role[], ...spoken }];
}

/** A command on a day of a rehearsal: `renew@300d`. */
export type DecisionOnDay = { day: number; type: Command['type'] };

/** The commands that `rehearse` has the options for. */
const rehearsed = commandTypes.filter((type) =>
  [{}, { clock: 'keep' }, { length: 'P1M' }].some(
    (options) => flawsOfCommand({ type, by: 'someone', ...options }).length === 0,
  ),
);

/** `renew@300d`. Adds it to those before. */
export function decisionOnDayArgument(text: string, before: DecisionOnDay[] = []): DecisionOnDay[] {
  const [, type, number] = /^([a-z-]+)@(\d{1,4})d$/.exec(text) ?? [];
  const known = rehearsed.find((one) => one === type);
  if (!known || number === undefined) {
    throw new InvalidArgumentError(
      `Write a decision as renew@300d; the decisions are ${rehearsed.join(', ')}.`,
    );
  }
  return [...before, { day: Number(number), type: known }];
}

/** A count, 1 or more: `200`. */
export function countArgument(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Write a whole number from 1.');
  return Number(text);
}

/** A length of time: `P14D`, `P2M`, `P1Y`. */
export function periodArgument(text: string): string {
  if (!periodSchema.safeParse(text).success)
    throw new InvalidArgumentError('Write a period such as P14D, P2M or P1Y.');
  return text;
}
