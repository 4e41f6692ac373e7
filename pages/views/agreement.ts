// The page of an agreement: its facts, its dates, the question, and what else the contact can do.
import type { Agreement } from '../../agreements/model/agreement.ts';
import { endOf } from '../../agreements/model/dates.ts';
import { awaitsAcceptance, isOver } from '../../agreements/model/status.ts';
import { dayAt, daysBetween, type LocalDate } from '../../agreements/time/calendar.ts';
import { dayBefore } from '../../agreements/time/day-words.ts';
import { type Html, html } from '../../text/html.ts';
import { nameOf } from '../model/form-commands.ts';
import { type KeyDate, keyDates } from '../model/key-dates.ts';
import { type Form, forms, type LinkStatus } from '../model/link-status.ts';
import { type PastEvent, pastEvents } from '../model/past-events.ts';
import { factsSection } from './facts.ts';
import { formSection } from './forms.ts';
import {
  type AgreementContext,
  alert,
  layout,
  offerText,
  pathOf,
  rehearsal,
  titleOf,
  todayOf,
  yours,
} from './layout.ts';

/** The page that a link leads to. */
export function agreementPage(context: AgreementContext): string {
  const { words, link } = context;
  const main = mainForm(link);
  return layout(context, {
    heading: titleOf(context),
    body: html`${rehearsal(context)}
${stateAlert(context)}
<p class="usa-intro">${phaseOf(context)}</p>
${factsSection(context)}
${daysSection(context)}
${pastSection(context)}
<section aria-labelledby="asked">
<h2 id="asked">${words.asked}</h2>
${main ? formSection(context, main) : html`<p>${words.nothingAsked}</p>`}
</section>
${moreSection(context, main)}`,
    note: yours(context),
  });
}

/** The form with the page's one button: the form that the link asks for, or a new link if the terms have changed. */
function mainForm({ state, form, allowed }: LinkStatus): Form | undefined {
  const main = state === 'changed' ? 'link' : form;
  return main && allowed.includes(main) ? main : undefined;
}

/** The page of a link that no longer works: why, and what to do. It shows only the agreement's name and end. */
export function stalePage(context: AgreementContext): string {
  const { words, link, agreement } = context;
  const { former, expired } = words.states;
  const mayAsk = link.allowed.includes('link');
  const without = isOver(agreement) ? expired.over : expired.unreachable;
  const { heading, text } =
    link.state === 'former' ? former : { ...expired, text: mayAsk ? expired.text : without };
  return layout(context, {
    heading,
    body: html`<p class="usa-intro"><bdi>${titleOf(context)}</bdi></p>
${link.state === 'expired' && isOver(agreement) && html`<p>${phaseOf(context)}</p>`}
<p>${text}</p>
${mayAsk && formSection(context, 'link')}`,
  });
}

/** A box that says why the link has no question; left out if the link has one. */
function stateAlert({
  words,
  link: { state, answered, allowed },
  agreement,
}: AgreementContext): Html | false {
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
      return alert('info', states.over.heading, allowed.length > 0 ? states.over.open : states.over.text);
    case 'suspended':
      return alert('warning', states.suspended.heading, states.suspended.text);
    default:
      return false;
  }
}

const dayOf = (instant: string, { agency }: Agreement): LocalDate => dayAt(instant, agency.timeZone);

/** The agreement's phase, in a sentence. */
function phaseOf({ agreement, words }: AgreementContext): string {
  const { phases, longDay } = words;
  const { status, term, decision, renewalAsked } = agreement;
  if (status === 'suspended') return phases.suspended(longDay(dayOf(agreement.since, agreement)));
  if (awaitsAcceptance(agreement)) return phases.awaiting;
  if (term.endsOn === undefined && (status === 'promotional' || status === 'standard'))
    return phases.noEnd[status];
  const last = () => longDay(dayBefore(endOf(term).on));
  switch (status) {
    case 'onboarding':
      return phases.onboarding(longDay(term.startsOn));
    case 'renewed':
    case 'terminated':
    case 'withdrawn':
      return phases[status];
    case 'expired':
      return renewalAsked ? phases.unrenewed(last()) : phases.expired(last());
    case 'declined':
      return phases.declined(last());
    default:
      if (decision) return decision.kind === 'renew' ? phases.renewing(last()) : phases.declining(last());
      return renewalAsked ? phases.asked(last()) : phases[status](last());
  }
}

// --- its dates

function daysSection(context: AgreementContext): Html {
  const { words, agreement, now } = context;
  const today = todayOf(context);
  const ahead = keyDates(agreement).filter(({ day }) => day >= today);
  return html`<section aria-labelledby="days">
<h2 id="days">${words.days.heading}</h2>
${
  ahead.length === 0
    ? html`<p>${words.days.none}</p>`
    : html`<ul class="usa-collection">
${ahead.map((day) => dayItem(day, today, context))}</ul>
<p>${words.days.zone(words.zoneName(agreement.agency.timeZone, now))}</p>`
}
</section>`;
}

function dayItem(key: KeyDate, today: LocalDate, context: AgreementContext): Html {
  const { words } = context;
  const { day, deadline } = key;
  const left = words.daysLeft(daysBetween(today, day) + 1);
  return html`<li class="usa-collection__item"><div class="usa-collection__body">
<h3 class="usa-collection__heading"><time datetime="${day}">${words.longDay(day)}</time></h3>
<p class="usa-collection__description">${dayName(key, context)}${deadline && html`: ${offerText(deadline.text, context)}`}</p>
<p class="usa-collection__description"><span class="usa-tag">${left}</span></p>
</div></li>
`;
}

/** The name of a key date: `Last day with Deep Research`. */
export function dayName(
  { what, features = [], deadline }: KeyDate,
  { words }: Pick<AgreementContext, 'words'>,
): string {
  const { days } = words;
  if (what === 'features-end') return days[what](words.listed(features));
  if (what === 'deadline') return days[what](deadline?.clause ?? '');
  return days[what];
}

/** Past events, folded because the list grows during the whole term. */
function pastSection({ agreement, words }: AgreementContext): Html | false {
  const past = pastEvents(agreement);
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

function pastName(one: PastEvent, { past, notices }: AgreementContext['words']): Html {
  if (one.what === 'notice') return html`${past.notice(notices[one.notice])}`;
  return html`${past[one.what]}${one.by !== undefined && html` <bdi>${past.by(nameOf(one.by))}</bdi>`}`;
}

// --- what else the contact can do

function moreSection(context: AgreementContext, main: Form | undefined): Html | false {
  const { words, link } = context;
  const { allowed, needNewLink } = link;
  const others = forms.filter(
    (form) => [...allowed, ...needNewLink].includes(form) && form !== main && form !== 'decline',
  );
  if (others.length === 0) return false;
  const links = others.map((form): [string, string, string] => {
    return [
      pathOf(context, form),
      words.forms[form].link,
      needNewLink.includes(form) ? ` (${words.newLink.note})` : '',
    ];
  });
  const all = [...links, [pathOf(context, 'calendar'), words.calendar.link, ''] as const];
  return html`<section aria-labelledby="more">
<h2 id="more">${words.more}</h2>
<ul>
${all.map(
  ([href, text, note]) => html`<li><a class="usa-link" href="${href}">${text}</a>${note}</li>
`,
)}</ul>
</section>`;
}
