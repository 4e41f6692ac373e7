// An agreement's own page: what it is, its days, what is asked, and what else may be done.

import type { Agreement, LocalDate } from '../../agreements/agreement.ts';
import { dayAt, daysBetween, shiftDate } from '../../agreements/calendar.ts';
import { awaitsAcceptance } from '../../agreements/review.ts';
import { type Html, html } from '../../clients/html.ts';
import { nameOf } from '../answers.ts';
import { type Act, type Asked, acts } from '../asked.ts';
import { type KeyDay, keyDays, type Past, pastOf } from '../timeline.ts';
import { actForm } from './forms.ts';
import {
  alert,
  inEnglish,
  layout,
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

/** What the page's one button is for: what is asked; of a link that has served its purpose, a fresh one. */
function mainAct({ state, act, may }: Asked): Act | undefined {
  if (state === 'open') return act;
  return (state === 'done' || state === 'changed') && may.includes('link') ? 'link' : undefined;
}

/** A link that is no good any more: why, and what to do. Nothing of the agreement but its name. */
export function stalePage(sight: Sight): string {
  const { words, asked } = sight;
  const { former, expired } = words.states;
  const mayAsk = asked.may.includes('link');
  const { heading, text } =
    asked.state === 'former' ? former : { ...expired, text: mayAsk ? expired.text : expired.unreachable };
  return layout(sight, {
    heading,
    body: html`<p class="usa-intro"><bdi>${titleOf(sight)}</bdi></p>
<p>${text}</p>
${mayAsk && actForm(sight, 'link')}`,
  });
}

/** How the link stands, if it is not simply open. */
function stateAlert({ words, asked: { state, answered }, agreement }: Sight): Html | false {
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
      return alert('info', states.over.heading, states.over.text);
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
    case 'declined':
      return phases[status](last);
    default:
      if (decision) return decision.kind === 'renew' ? phases.renewing(last) : phases.declining(last);
      return renewalAsked ? phases.asked(last) : phases[status](last);
  }
}

function factsSection(sight: Sight): Html {
  const { words, agreement } = sight;
  const { facts } = words;
  const { agency, offer, contacts } = agreement;
  const rows: [string, string | Html][] = [
    [facts.agency, html`<bdi>${agency.name}</bdi> (${agency.id})`],
    [facts.product, `${offer.product} (${offer.vendor})`],
    [facts.term, termOf(sight)],
    [facts.price, priceOf(sight)],
    [facts.features, html`<ul>${featureItems(sight)}</ul>`],
    [facts.contacts, html`<ul>${contacts.map(({ name }) => html`<li><bdi>${name}</bdi></li>`)}</ul>`],
  ];
  return html`<section aria-labelledby="facts">
<h2 id="facts">${facts.heading}</h2>
<dl>
${rows.map(
  ([
    name,
    value,
  ]) => html`<dt class="text-bold margin-top-2">${name}</dt><dd class="margin-left-0">${value}</dd>
`,
)}</dl>
</section>`;
}

/** What is included, and for how long: until it is accepted, that depends on the first day. */
function featureItems(sight: Sight): Html[] {
  const { agreement, words } = sight;
  const { through, first } = words.facts;
  const spans = awaitsAcceptance(agreement)
    ? agreement.offer.features.map(({ name, lasts }) => [
        name,
        lasts && first(words.spokenPeriod(lasts.length)),
      ])
    : agreement.features.map(({ name, ends }) => [
        name,
        ends && through(words.longDay(shiftDate(ends.on, '-P1D'))),
      ]);
  return spans.map(
    ([name = '', span]) => html`<li>${inEnglish(name, sight)}${span && html` (${span})`}</li>`,
  );
}

function termOf({ words, agreement }: Sight): string {
  const { term, offer } = agreement;
  const last = words.longDay(shiftDate(term.endsOn, '-P1D'));
  const isOpen = awaitsAcceptance(agreement) && 'length' in offer.term;
  return isOpen && 'length' in offer.term
    ? words.facts.planned(words.spokenPeriod(offer.term.length))
    : words.facts.termDays(words.longDay(term.startsOn), last);
}

function priceOf({ words, agreement: { term } }: Sight): string {
  if (!term.price) return words.facts.asOrdered;
  const { amount, currency, per } = term.price;
  return words.price(amount, currency, per);
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
<p class="usa-collection__description">${dayName(key, sight)}${deadline && html`: ${inEnglish(deadline.text, sight)}`}</p>
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
  const others = acts.filter((act) => asked.may.includes(act) && act !== main);
  if (others.length === 0) return false;
  const links = others.map((act): [string, string] => [pathOf(sight, act), words.acts[act].link]);
  const all = [...links, [pathOf(sight, 'calendar'), words.calendar.link] as const];
  return html`<section aria-labelledby="more">
<h2 id="more">${words.more}</h2>
<ul>
${all.map(
  ([href, text]) => html`<li><a class="usa-link" href="${href}">${text}</a></li>
`,
)}</ul>
</section>`;
}
