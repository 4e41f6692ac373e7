// Pages that ask nothing: what is on record now, the address of a calendar, and what went wrong.

import { freshLink } from '../../agreements/contacts/messages-received.ts';
import { recipientsOf, rolesIn } from '../../agreements/contacts/recipients.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { awaitsAcceptance } from '../../agreements/obligations/relevance.ts';
import { shiftDate } from '../../agreements/time/calendar.ts';
import { html } from '../../text/html.ts';
import { masked } from '../answers.ts';
import type { Act } from '../asked.ts';
import type { Words } from '../words/en.ts';
import { layout, pageBelow, type Scene, type Sight, titleOf } from './layout.ts';

/** What is so now that an act was done; nothing if the agreement does not show it. */
export function donePage(sight: Sight, act: Act): string | undefined {
  const text = doneText(sight, act);
  const done = doneHeading(sight, act);
  if (text === undefined) return undefined;
  if (act !== 'leave') return pageBelow(sight, done, html`<p>${text}</p>`);
  const body = html`<p class="usa-intro"><bdi>${titleOf(sight)}</bdi></p><p>${text}</p>`;
  return layout(sight, { heading: done, body });
}

function doneHeading({ words, agreement, asked, now }: Sight, act: Act): string {
  const { acts } = words;
  const isSent = act === 'link' && freshLink(agreement, asked.contact?.email ?? '', now) === 'sent';
  return isSent ? acts.link.sent : acts[act].done;
}

function doneText(sight: Sight, act: Act): string | undefined {
  const { agreement, asked, words, now } = sight;
  const { contact } = asked;
  const { acts, longDay, listed } = words;
  if (act === 'leave') {
    const text = agreement.contacts.length > 0 ? acts.leave.doneText : acts.leave.doneLast;
    return asked.state === 'former' ? text : undefined;
  }
  if (!contact || (asked.state === 'expired' && act !== 'link')) return undefined;
  switch (act) {
    case 'accept': {
      const { acceptance, term } = agreement;
      const isAccepted = acceptance && 'acceptedAt' in acceptance;
      return isAccepted
        ? acts.accept.doneText(longDay(term.startsOn), listed(welcomed(agreement)))
        : undefined;
    }
    case 'decline':
      return awaitsAcceptance(agreement) && agreement.decision ? acts.decline.doneText : undefined;
    case 'answer':
      return answerText(sight);
    case 'acknowledge':
      return agreement.record.some(({ type }) => type === 'acknowledged') ? '' : undefined;
    case 'training': {
      const { trained = [] } = agreement;
      return trained.length > 0 ? acts.training.doneText(trained.length) : undefined;
    }
    case 'contact':
      return acts.contact.doneText(listed(agreement.contacts.map(({ name }) => name)));
    case 'pace':
      return acts.pace[contact.pace ?? 'all'];
    case 'link': {
      const fresh = freshLink(agreement, contact.email, now);
      const text = fresh === 'sent' ? acts.link.sentText : acts.link.doneText;
      return fresh && text(masked(contact.email));
    }
    default:
      return act satisfies never;
  }
}

/** The names of those who get the welcome. */
function welcomed(agreement: Agreement): string[] {
  const rules = agreement.offer.notices.filter(({ kind }) => kind === 'welcome');
  const people = rules.flatMap(({ to }) => recipientsOf({ notice: 'welcome', to: rolesIn(to) }, agreement));
  return people.map(({ name }) => name);
}

function answerText({ agreement, words }: Sight): string | undefined {
  const { decision, renewalAsked, term } = agreement;
  const { asked, renewing, declining } = words.acts.answer;
  if (decision?.kind === 'renew') return renewing;
  const last = words.longDay(shiftDate(term.endsOn, '-P1D'));
  return decision ? declining(last) : renewalAsked && asked;
}

/** The address that a calendar program subscribes to. */
export function calendarPage(sight: Sight, url: string): string {
  const { calendar } = sight.words;
  const body = html`<p>${calendar.text}</p>
<p><a class="usa-button" href="${url.replace(/^https?:/, 'webcal:')}">${calendar.subscribe}</a></p>
<label class="usa-label" for="address">${calendar.copy}</label>
<input class="usa-input" id="address" value="${url}" readonly>
<p>${calendar.keep}</p>`;
  return pageBelow(sight, calendar.link, body);
}

export type Problem = keyof Words['problems'];

/** Something can't be shown or done: what, and what to do; nothing that tells more. */
export function problemPage(scene: Scene, problem: Problem): string {
  const { heading, text } = scene.words.problems[problem];
  return layout(scene, { heading, body: html`<p>${text}</p>` });
}

/** The same about an agreement, with a way back to its page. */
export function problemBelow(sight: Sight, problem: 'refused' | 'conflict' | 'limit'): string {
  const { heading, text } = sight.words.problems[problem];
  return pageBelow(sight, heading, html`<p>${text}</p>`);
}
