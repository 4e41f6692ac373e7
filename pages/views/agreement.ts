// An agreement's own page: what it is, its days, what is asked, and what else may be done.

import type { Agreement } from '../../agreements/model/agreement.ts';
import { awaitsAcceptance, isOver } from '../../agreements/obligations/relevance.ts';
import type { LocalDate } from '../../agreements/time/calendar.ts';
import { dayAt, daysBetween, shiftDate } from '../../agreements/time/calendar.ts';
import { type Html, html } from '../../text/html.ts';
import { nameOf } from '../answers.ts';
import { type Act, type Asked, acts } from '../asked.ts';
import { type KeyDay, keyDays, type Past, pastOf } from '../timeline.ts';
import { factsSection } from './facts.ts';
import { actForm } from './forms.ts';
import {
  alert,
  layout,
  offerText,
  pathOf,
  rehearsal,
  type Sight,
  titleOf,
  todayOf,
  yours,
} from './layout.ts';

/** The page that a link leads to. */
export function agreementPage(sight: Sight): string {
  const { words, asked } = sight;
  const main = mainAct(asked);
  return layout(sight, {
    heading: titleOf(sight),
    body: html`${rehearsal(sight)}
${stateAlert(sight)}
<p class="usa-intro">${phaseOf(sight)}</p>
${factsSection(sight)}
${daysSection(sight)}
${pastSection(sight)}
<section aria-labelledby="asked">
<h2 id="asked">${words.asked}</h2>
${main ? actForm(sight, main) : html`<p>${words.nothingAsked}</p>`}
</section>
${moreSection(sight, main)}`,
    note: yours(sight),
  });
}

/** What the page's one button is for: what is asked; where the terms are others now, a fresh link to answer by. */
function mainAct({ state, act, may }: Asked): Act | undefined {
  const main = state === 'changed' ? 'link' : act;
  return main && may.includes(main) ? main : undefined;
}

/** A link that is no good any more: why, and what to do. Nothing of the agreement but its name, and how it ended. */
export function stalePage(sight: Sight): string {
  const { words, asked, agreement } = sight;
  const { former, expired } = words.states;
  const mayAsk = asked.may.includes('link');
  const without = isOver(agreement) ? expired.over : expired.unreachable;
  const { heading, text } =
    asked.state === 'former' ? former : { ...expired, text: mayAsk ? expired.text : without };
  return layout(sight, {
    heading,
    body: html`<p class="usa-intro"><bdi>${titleOf(sight)}</bdi></p>
${asked.state === 'expired' && isOver(agreement) && html`<p>${phaseOf(sight)}</p>`}
<p>${text}</p>
${mayAsk && actForm(sight, 'link')}`,
  });
}

/** How the link stands, if it is not simply open. */
function stateAlert({ words, asked: { state, answered, may }, agreement }: Sight): Html | false {
  const { states, longDay } = words;
  switch (state) {
    case 'done': {
      const text = answered && dayOf(answered.at, agreement);
      return alert(
        'success',
        states.done.heading,
        answered && text ? states.done.text(nameOf(answered.by), longDay(text)) : '',
      );
    }
    case 'changed':
      return alert('warning', states.changed.heading, states.changed.text);
    case 'over':
      return alert('info', states.over.heading, may.length > 0 ? states.over.open : states.over.text);
    case 'waiting':
      return alert('warning', states.waiting.heading, states.waiting.text);
    default:
      return false;
  }
}

const dayOf = (instant: string, { agency }: Agreement): LocalDate => dayAt(instant, agency.timeZone);

/** How the agreement stands, in plain words. */
function phaseOf({ agreement, words }: Sight): string {
  const { phases, longDay } = words;
  const { status, term, decision, renewalAsked } = agreement;
  const last = longDay(shiftDate(term.endsOn, '-P1D'));
  if (status === 'suspended') return phases.suspended(longDay(dayOf(agreement.since, agreement)));
  if (awaitsAcceptance(agreement)) return phases.awaiting;
  switch (status) {
    case 'onboarding':
      return phases.onboarding(longDay(term.startsOn));
    case 'renewed':
    case 'terminated':
    case 'withdrawn':
      return phases[status];
    case 'expired':
      return renewalAsked ? phases.unrenewed(last) : phases.expired(last);
    case 'declined':
      return phases.declined(last);
    default:
      if (decision) return decision.kind === 'renew' ? phases.renewing(last) : phases.declining(last);
      return renewalAsked ? phases.asked(last) : phases[status](last);
  }
}

// --- its days

function daysSection(sight: Sight): Html {
  const { words, agreement, now } = sight;
  const today = todayOf(sight);
  const ahead = keyDays(agreement).filter(({ day }) => day >= today);
  return html`<section aria-labelledby="days">
<h2 id="days">${words.days.heading}</h2>
${
  ahead.length === 0
    ? html`<p>${words.days.none}</p>`
    : html`<ul class="usa-collection">
${ahead.map((day) => dayItem(day, today, sight))}</ul>
<p>${words.days.zone(words.zoneName(agreement.agency.timeZone, now))}</p>`
}
</section>`;
}

function dayItem(key: KeyDay, today: LocalDate, sight: Sight): Html {
  const { words } = sight;
  const { day, deadline } = key;
  const left = words.daysLeft(daysBetween(today, day) + 1);
  return html`<li class="usa-collection__item"><div class="usa-collection__body">
<h3 class="usa-collection__heading"><time datetime="${day}">${words.longDay(day)}</time></h3>
<p class="usa-collection__description">${dayName(key, sight)}${deadline && html`: ${offerText(deadline.text, sight)}`}</p>
<p class="usa-collection__description"><span class="usa-tag">${left}</span></p>
</div></li>
`;
}

/** What day it is: `Last day with Deep Research`. */
export function dayName({ what, features = [], deadline }: KeyDay, { words }: Pick<Sight, 'words'>): string {
  const { days } = words;
  if (what === 'features-end') return days[what](words.listed(features));
  if (what === 'deadline') return days[what](deadline?.clause ?? '');
  return days[what];
}

/** Folded away: it grows for as long as a term lasts. */
function pastSection({ agreement, words }: Sight): Html | false {
  const past = pastOf(agreement);
  return (
    past.length > 0 &&
    html`<details class="margin-top-2">
<summary class="text-bold">${words.past.heading(past.length)}</summary>
<ul>
${past.map(
  (
    one,
  ) => html`<li><time datetime="${one.at}">${words.longDay(dayOf(one.at, agreement))}</time>: ${pastName(one, words)}</li>
`,
)}</ul>
</details>`
  );
}

function pastName(one: Past, { past, notices }: Sight['words']): Html {
  if (one.what === 'notice') return html`${past.notice(notices[one.notice])}`;
  return html`${past[one.what]}${one.by !== undefined && html` <bdi>${past.by(nameOf(one.by))}</bdi>`}`;
}

// --- what else

function moreSection(sight: Sight, main: Act | undefined): Html | false {
  const { words, asked } = sight;
  const { may, afresh } = asked;
  const others = acts.filter((act) => [...may, ...afresh].includes(act) && act !== main && act !== 'decline');
  if (others.length === 0) return false;
  const links = others.map((act): [string, string, string] => {
    return [pathOf(sight, act), words.acts[act].link, afresh.includes(act) ? ` (${words.afresh.note})` : ''];
  });
  const all = [...links, [pathOf(sight, 'calendar'), words.calendar.link, ''] as const];
  return html`<section aria-labelledby="more">
<h2 id="more">${words.more}</h2>
<ul>
${all.map(
  ([href, text, note]) => html`<li><a class="usa-link" href="${href}">${text}</a>${note}</li>
`,
)}</ul>
</section>`;
}
