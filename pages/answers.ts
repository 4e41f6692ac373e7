// What was filled in, as a command to the agreement; or which fields have to be looked at again. Pure.
import { z } from 'zod';
import type { Command } from '../agreements/commands/command.ts';
import { noticeOfLink } from '../agreements/contacts/messages-received.ts';
import { contactWith, isSameAddress } from '../agreements/contacts/recipients.ts';
import type { Agreement } from '../agreements/model/agreement.ts';
import type { Contact } from '../agreements/model/parties.ts';
import { roles } from '../agreements/offer/roles.ts';
import { roleSchema } from '../agreements/offer/schema.ts';
import type { LocalDate } from '../agreements/time/calendar.ts';
import { dayAt, laterDay, shiftDate } from '../agreements/time/calendar.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { line } from '../agreements/validation/parse.ts';
import { type Act, isBinding } from './asked.ts';

/** A form as it was sent: whatever stood in it. */
export type Filled = Record<string, unknown>;

export type Field =
  | 'startsOn'
  | 'answer'
  | 'reason'
  | 'name'
  | 'email'
  | 'roles'
  | 'language'
  | 'pace'
  | 'people'
  | 'training';

/** What has to be looked at again: a field, or that its address is another contact's (`taken`). */
export type Flaw = Field | 'taken';

export function fieldOf(flaw: Flaw): Field {
  return flaw === 'taken' ? 'email' : flaw;
}

/** Whose answer it is, to which agreement, notice and version of the terms, and when. */
export type Answering = {
  agreement: Agreement;
  contact: Contact;
  now: Instant;
  notice?: string | undefined;
  version?: string | undefined;
};

/** The command that a filled-in form of an act makes, or what is flawed, in the order of the fields. */
export function commandOf(act: Act, filled: Filled, answering: Answering): Command | { flaws: Flaw[] } {
  const parsed = formOf(act, answering).safeParse(filled);
  const { contact, notice, version } = answering;
  if (parsed.success)
    return {
      ...parsed.data,
      by: whoOf(contact),
      ...(notice !== undefined && { answers: notice }),
      ...(isBinding(act) && version !== undefined && { version }),
    } as Command;
  const flaws = parsed.error.issues.map(({ message, path }) => (message === taken ? taken : path[0]) as Flaw);
  return { flaws: [...new Set(flaws)] };
}

/** The fields of an act's form, and the command that they make. */
function formOf(act: Act, { agreement, contact, now, notice }: Answering): z.ZodType<object> {
  const { email: address } = contact;
  switch (act) {
    case 'accept': {
      const { first, last } = startDays(agreement, now);
      const startsOn = z.iso.date().refine((day) => first <= day && day <= last);
      return z.object({ startsOn }).transform((form) => ({ type: 'accept', ...form }));
    }
    case 'answer':
      return z
        .object({ answer: z.enum(['renew', 'decline']) })
        .transform(({ answer }) =>
          answer === 'renew' ? { type: 'ask-renewal', contact: address } : { type: 'decline' },
        );
    case 'decline':
      return z
        .object({ reason: z.literal('').or(text).optional() })
        .transform(({ reason }) => ({ type: 'decline', ...(reason && { reason }) }));
    case 'training':
      return z
        .object({
          people: addressesOf(mailOf(agreement, address)),
          training: z.literal('').or(text).optional(),
        })
        .transform(({ people, training }) => ({ type: 'trained', people, ...(training && { training }) }));
    case 'acknowledge':
      return z
        .object({})
        .transform(() => ({ type: 'acknowledge', ...receivedBy(agreement, address, notice) }));
    case 'contact':
      return z
        .object({
          name: text,
          email: mailOf(agreement, address).refine((one) => !isOthers(agreement, one, contact), taken),
          roles: several.pipe(z.array(roleSchema).min(1)),
          language: z.enum(['en', 'es']),
        })
        .transform((named) => ({ type: 'name-contact', contact: { ...named, ...paceOf(agreement, named) } }));
    case 'pace':
      return z
        .object({ pace: z.enum(['all', 'decisions']) })
        .transform(({ pace }) => ({ type: 'pace', contact: address, pace }));
    case 'leave':
      return z.object({}).transform(() => ({ type: 'leave', contact: address }));
    case 'link':
      return z.object({}).transform(() => ({ type: 'send-link', contact: address }));
    default:
      return act satisfies never;
  }
}

/** Of a fresh link, it is the notice of the link before it that is confirmed. */
function receivedBy(agreement: Agreement, contact: string, notice: string | undefined): object {
  return notice === undefined ? {} : { contact, notice: noticeOfLink(agreement, notice)?.id ?? notice };
}

const text = line('a text');

const mail = z.string().trim().pipe(z.email().max(200));

const addressesOf = (address: z.ZodType<string, string>) =>
  z
    .string()
    .transform((text) => text.split(/[\s,;]+/).filter((part) => part !== ''))
    .pipe(z.array(address).min(1).max(50));

/** A field that may come once or several times. */
const several = z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(z.string()));

/**
 * Nobody names an address anywhere in the world by a link that went astray: a contact is given access. Her own is no
 * news, wherever it is.
 */
const mailOf = (agreement: Agreement, own: string) => {
  const domains = domainsOf(agreement);
  const isAt = (address: string, domain: string) => `.${domainOf(address)}`.endsWith(`.${domain}`);
  return mail.refine(
    (address) => isSameAddress(address, own) || domains.some((domain) => isAt(address, domain)),
  );
};

/**
 * Where, and below what, contacts may be named by a link: at the agency's own domain, and at the government's where it
 * has contacts already. Operators name others.
 */
export function domainsOf({ agency, contacts }: Agreement): string[] {
  const theirs = contacts.map(({ email }) => domainOf(email)).filter((domain) => /\.(gov|mil)$/.test(domain));
  return [...new Set([agency.id, ...theirs])];
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

const taken = 'taken';

/** By link, a contact changes nobody's entry but her own. */
function isOthers(agreement: Agreement, address: string, { email }: Contact): boolean {
  return !isSameAddress(address, email) && contactWith(address, agreement) !== undefined;
}

/** A contact who is named again keeps her pace. */
function paceOf(agreement: Agreement, { email }: { email: string }): Pick<Contact, 'pace'> {
  const known = contactWith(email, agreement);
  return known?.pace ? { pace: known.pace } : {};
}

/** On which days a term may start that is being accepted, and the day that was planned. */
export function startDays(
  { agency, term, offer }: Pick<Agreement, 'agency' | 'term' | 'offer'>,
  now: Instant,
): { first: LocalDate; last: LocalDate; planned: LocalDate } {
  const first = dayAt(now, agency.timeZone);
  const planned = laterDay(first, term.startsOn);
  const last = [shiftDate(planned, 'P1Y'), ...('lastDay' in offer.term ? [offer.term.lastDay] : [])];
  return { first, planned, last: last.toSorted()[0] ?? planned };
}

/** `Olive Owner <olive@access-board.gov>, by link`: who did it, for the record, in at most 200 characters. */
export function whoOf({ name, email }: Contact): string {
  const who = `${name} <${email}>, by link`;
  return who.length <= 200 ? who : `${email.slice(0, 180)}, by link`;
}

/** The name in that, or in whatever else stands there. */
export function nameOf(who: string): string {
  return who.replace(/ <[^<>]*>, by link$/, '').replace(/, by link$/, '');
}

/** What a form shows before anything is filled in. */
export function presetOf({ agreement, contact, now }: Answering): Filled {
  return {
    startsOn: startDays(agreement, now).planned,
    roles: roles.filter((role) => contact.roles.includes(role)),
    language: contact.language ?? 'en',
    pace: contact.pace ?? 'all',
    people: contact.email,
  };
}

/** `o…@access-board.gov`: enough for whoever owns it, too little for anybody else. */
export function masked(email: string): string {
  const [first = ''] = email;
  return `${first}…${email.slice(email.lastIndexOf('@'))}`;
}
