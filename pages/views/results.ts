// Pages without a form: the one after a form, the one with the calendar's address, and the ones for problems.
import { freshLinkState } from '../../agreements/contacts/messages-received.ts';
import { recipientsOf, rolesIn } from '../../agreements/contacts/recipients.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { endOf } from '../../agreements/model/dates.ts';
import { awaitsAcceptance } from '../../agreements/model/status.ts';
import { dayBefore } from '../../agreements/time/day-words.ts';
import { html } from '../../text/html.ts';
import { masked } from '../model/form-commands.ts';
import type { Form } from '../model/link-status.ts';
import type { Words } from '../words/en.ts';
import { type AgreementContext, layout, type PageContext, pageBelow, titleOf } from './layout.ts';

/** The page after a form was sent: says what is on record now. Undefined if the record does not show it. */
export function donePage(context: AgreementContext, form: Form): string | undefined {
  const text = doneText(context, form);
  const done = doneHeading(context, form);
  if (text === undefined) return undefined;
  if (form !== 'leave') return pageBelow(context, done, html`<p>${text}</p>`);
  const body = html`<p class="usa-intro"><bdi>${titleOf(context)}</bdi></p><p>${text}</p>`;
  return layout(context, { heading: done, body });
}

function doneHeading({ words, agreement, link, now }: AgreementContext, form: Form): string {
  const { forms } = words;
  const isSent = form === 'link' && freshLinkState(agreement, link.contact?.email ?? '', now) === 'sent';
  return isSent ? forms.link.sent : forms[form].done;
}

function doneText(context: AgreementContext, form: Form): string | undefined {
  const { agreement, link, words, now } = context;
  const { contact } = link;
  const { forms, longDay, listed } = words;
  if (form === 'leave') {
    const text = agreement.contacts.length > 0 ? forms.leave.doneText : forms.leave.doneLast;
    return link.state === 'former' ? text : undefined;
  }
  if (!contact || (link.state === 'expired' && form !== 'link')) return undefined;
  switch (form) {
    case 'accept': {
      const { acceptance, term } = agreement;
      const isAccepted = acceptance && 'acceptedAt' in acceptance;
      return isAccepted
        ? forms.accept.doneText(longDay(term.startsOn), listed(welcomed(agreement)))
        : undefined;
    }
    case 'decline':
      return awaitsAcceptance(agreement) && agreement.decision ? forms.decline.doneText : undefined;
    case 'answer':
      return answerText(context);
    case 'acknowledge':
      return agreement.record.some(({ type }) => type === 'acknowledged') ? '' : undefined;
    case 'training': {
      const { trained = [] } = agreement;
      return trained.length > 0 ? forms.training.doneText(trained.length) : undefined;
    }
    case 'contact':
      return forms.contact.doneText(listed(agreement.contacts.map(({ name }) => name)));
    case 'pace':
      return forms.pace[contact.pace ?? 'all'];
    case 'link': {
      const fresh = freshLinkState(agreement, contact.email, now);
      const text = fresh === 'sent' ? forms.link.sentText : forms.link.doneText;
      return fresh && text(masked(contact.email));
    }
    default:
      return form satisfies never;
  }
}

/** The names of the contacts that get the welcome. */
function welcomed(agreement: Agreement): string[] {
  const rules = agreement.offer.notices.filter(({ kind }) => kind === 'welcome');
  const people = rules.flatMap(({ to }) => recipientsOf({ notice: 'welcome', to: rolesIn(to) }, agreement));
  return people.map(({ name }) => name);
}

function answerText({ agreement, words }: AgreementContext): string | undefined {
  const { decision, renewalAsked, term } = agreement;
  const { asked, renewing, declining } = words.forms.answer;
  if (decision?.kind === 'renew') return renewing;
  const last = words.longDay(dayBefore(endOf(term).on));
  return decision ? declining(last) : renewalAsked && asked;
}

/** The page with the address for a calendar program. */
export function calendarPage(context: AgreementContext, url: string): string {
  const { calendar } = context.words;
  const body = html`<p>${calendar.text}</p>
<p><a class="usa-button" href="${url.replace(/^https?:/, 'webcal:')}">${calendar.subscribe}</a></p>
<label class="usa-label" for="address">${calendar.copy}</label>
<input class="usa-input" id="address" value="${url}" readonly>
<p>${calendar.keep}</p>`;
  return pageBelow(context, calendar.link, body);
}

export type Problem = keyof Words['problems'];

/** The page for a problem: what happened, and what to do. It says nothing about any agreement. */
export function problemPage(page: PageContext, problem: Problem): string {
  const { heading, text } = page.words.problems[problem];
  return layout(page, { heading, body: html`<p>${text}</p>` });
}

/** The page for a problem with an agreement, with a link back to the agreement's page. */
export function problemBelow(context: AgreementContext, problem: 'refused' | 'conflict' | 'limit'): string {
  const { heading, text } = context.words.problems[problem];
  return pageBelow(context, heading, html`<p>${text}</p>`);
}
