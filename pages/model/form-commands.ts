// Turns a filled-in form into a command to the agreement, or into the errors of its fields. Pure.
import { z } from 'zod';
import type { Command } from '../../agreements/commands/command.ts';
import { noticeOfLink } from '../../agreements/contacts/messages-received.ts';
import { contactWith, isSameAddress } from '../../agreements/contacts/recipients.ts';
import { mailSchema } from '../../agreements/contacts/schema.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import type { Contact } from '../../agreements/model/parties.ts';
import { roles } from '../../agreements/offer/roles.ts';
import { roleSchema } from '../../agreements/offer/schema.ts';
import type { LocalDate } from '../../agreements/time/calendar.ts';
import { dayAt, laterDay, shiftDate } from '../../agreements/time/calendar.ts';
import type { Instant } from '../../agreements/time/instants.ts';
import { isRouted } from '../../agreements/validation/mail-address.ts';
import { line } from '../../agreements/validation/parse.ts';
import { type Form, isBinding } from './link-status.ts';

/** The values that were sent with a form. They can be anything. */
export type Values = Record<string, unknown>;

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

/** A field that has to be corrected. `taken`: the email address belongs to another contact. */
export type FieldError = Field | 'taken';

export function fieldOf(error: FieldError): Field {
  return error === 'taken' ? 'email' : error;
}

/** Who answers, when, and for which agreement, notice and version of the terms. */
export type Answering = {
  agreement: Agreement;
  contact: Contact;
  now: Instant;
  notice?: string | undefined;
  version?: string | undefined;
};

/** The command that a form makes, or its errors, in the order of the fields. */
export function commandOf(
  form: Form,
  values: Values,
  answering: Answering,
): Command | { errors: FieldError[] } {
  const parsed = schemaOf(form, answering).safeParse(values);
  const { contact, notice, version } = answering;
  if (parsed.success)
    return {
      ...parsed.data,
      by: whoOf(contact),
      ...(notice !== undefined && { answers: notice }),
      ...(isBinding(form) && version !== undefined && { version }),
    } as Command;
  const errors = parsed.error.issues.map(
    ({ message, path }) => (message === taken ? taken : path[0]) as FieldError,
  );
  return { errors: [...new Set(errors)] };
}

/** The fields of a form, and the command that they make. */
function schemaOf(form: Form, { agreement, contact, now, notice }: Answering): z.ZodType<object> {
  const { email: address } = contact;
  switch (form) {
    case 'accept': {
      const { first, last } = startDays(agreement, now);
      const startsOn = z.iso.date().refine((day) => first <= day && day <= last);
      return z.object({ startsOn }).transform((values) => ({ type: 'accept', ...values }));
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
      return form satisfies never;
  }
}

/** A new link confirms the notice of the link before it. */
function receivedBy(agreement: Agreement, contact: string, notice: string | undefined): object {
  return notice === undefined ? {} : { contact, notice: noticeOfLink(agreement, notice)?.id ?? notice };
}

const text = line('a text');

const mail = z.string().trim().pipe(mailSchema);

const addressesOf = (address: z.ZodType<string, string>) =>
  z
    .string()
    .transform((text) => text.split(/[\s,;]+/).filter((part) => part !== ''))
    .pipe(z.array(address).min(1).max(50));

/** A field that may be sent once or several times. */
const several = z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(z.string()));

/**
 * An email address at an allowed domain, or the contact's own. A named contact gets access, so a link in the wrong hands
 * must not name any address, and none that some mail servers send on to another domain.
 */
const mailOf = (agreement: Agreement, own: string) => {
  const domains = allowedDomains(agreement);
  const isAt = (address: string, domain: string) => `.${domainOf(address)}`.endsWith(`.${domain}`);
  return mail.refine(
    (address) =>
      isSameAddress(address, own) || (!isRouted(address) && domains.some((domain) => isAt(address, domain))),
  );
};

/**
 * The domains at which, and below which, a link may name contacts: the agency's own, and the .gov and .mil domains of
 * its contacts. Operators can name others.
 */
export function allowedDomains({ agency, contacts }: Agreement): string[] {
  const theirs = contacts.map(({ email }) => domainOf(email)).filter((domain) => /\.(gov|mil)$/.test(domain));
  return [...new Set([agency.id, ...theirs])];
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

const taken = 'taken';

/** Does the address belong to another contact? By link, contacts change only their own entry. */
function isOthers(agreement: Agreement, address: string, { email }: Contact): boolean {
  return !isSameAddress(address, email) && contactWith(address, agreement) !== undefined;
}

/** A contact who is named again keeps the preference. */
function paceOf(agreement: Agreement, { email }: { email: string }): Pick<Contact, 'pace'> {
  const known = contactWith(email, agreement);
  return known?.pace ? { pace: known.pace } : {};
}

/** The days on which an accepted term may start, and the planned one. */
export function startDays(
  { agency, term, offer }: Pick<Agreement, 'agency' | 'term' | 'offer'>,
  now: Instant,
): { first: LocalDate; last: LocalDate; planned: LocalDate } {
  const first = dayAt(now, agency.timeZone);
  const planned = laterDay(first, term.startsOn);
  const last = [
    shiftDate(planned, 'P1Y'),
    ...('lastDay' in offer.term ? [offer.term.lastDay] : []),
    ...(offer.enrollment?.lastDay ? [offer.enrollment.lastDay] : []),
  ];
  return { first, planned, last: last.toSorted()[0] ?? planned };
}

/** `Olive Owner <olive@access-board.gov>, by link`: who did it, as the record says it, in at most 200 characters. */
export function whoOf({ name, email }: Contact): string {
  const who = `${name} <${email}>, by link`;
  return who.length <= 200 ? who : `${email.slice(0, 180)}, by link`;
}

/** The name in such a text; any other text unchanged. */
export function nameOf(who: string): string {
  return who.replace(/ <[^<>]*>, by link$/, '').replace(/, by link$/, '');
}

/** The values that a form begins with. */
export function initialValues({ agreement, contact, now }: Answering): Values {
  return {
    startsOn: startDays(agreement, now).planned,
    roles: roles.filter((role) => contact.roles.includes(role)),
    language: contact.language ?? 'en',
    pace: contact.pace ?? 'all',
    people: contact.email,
  };
}

/** `o…@access-board.gov`: only its owner can recognize the address. */
export function masked(email: string): string {
  const [first = ''] = email;
  return `${first}…${email.slice(email.lastIndexOf('@'))}`;
}
