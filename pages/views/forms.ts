// The form of each act: its fields and its one button.
import { shiftDate } from '../../agreements/time/calendar.ts';
import { type Html, html } from '../../text/html.ts';
import {
  type Answering,
  domainsOf,
  type Field,
  type Filled,
  type Flaw,
  fieldOf,
  masked,
  presetOf,
  startDays,
} from '../answers.ts';
import type { Act } from '../asked.ts';
import { factsSection } from './facts.ts';
import { choices, input, textarea } from './fields.ts';
import { offerText, pageBelow, pathOf, type Sight, spanishFor } from './layout.ts';

/** What was filled in before, and what of it is flawed. */
export type Earlier = { filled: Filled; flaws: Flaw[] };

/** A page with an act's form alone. */
export function formPage(sight: Sight, act: Act, earlier?: Earlier): string {
  const { words } = sight;
  const { link } = words.acts[act];
  const title = earlier ? `${words.flawedTitle}${link}` : link;
  return pageBelow(
    sight,
    link,
    html`${earlier && errorSummary(sight, earlier.flaws)}${act === 'accept' && factsSection(sight)}${actForm(sight, act, earlier)}`,
    title,
  );
}

/** In the place of a form that takes a fresh link first: why, and the button that mails it. */
export function freshPage(sight: Sight, act: Act): string {
  const { words } = sight;
  return pageBelow(sight, words.acts[act].link, html`<p>${words.afresh.text}</p>${actForm(sight, 'link')}`);
}

/** What is asked, what follows, and the form with its one button. */
export function actForm(sight: Sight, act: Act, earlier?: Earlier): Html {
  const { words } = sight;
  const { alone, button } = words.acts[act];
  return html`<p>${textOf(sight, act)}</p>
${act === 'accept' && promises(sight)}
${alone && html`<p>${alone}</p>`}
<form class="usa-form usa-form--large" method="post" action="${pathOf(sight, act)}" novalidate>
${fieldsOf(sight, act, earlier)}
<button class="usa-button" type="submit">${button}</button>
</form>
${act === 'accept' && refusalLink(sight)}`;
}

/** The other answer to terms that are offered, on a page of its own. */
function refusalLink(sight: Sight): Html {
  return html`<p><a class="usa-button usa-button--outline" href="${pathOf(sight, 'decline')}">${sight.words.acts.decline.link}</a></p>`;
}

function textOf({ words, agreement, asked: { contact } }: Sight, act: Act): string {
  return act === 'link'
    ? words.acts.link.text(masked(contact?.email ?? ''))
    : words.acts[act].text(agreement.agency.name);
}

/** What the vendor promises, data protection foremost. */
function promises(sight: Sight): Html | false {
  const { vendor, assurances } = sight.agreement.offer;
  const isSaid = assurances.every(({ text }) => spanishFor(text, sight) !== undefined);
  return (
    assurances.length > 0 &&
    html`<p>${sight.words.promises(vendor)} ${!isSaid && sight.words.inEnglish}</p>
<ul>${assurances.map(({ text }) => html`<li>${offerText(text, sight)}</li>`)}</ul>`
  );
}

function errorSummary({ words }: Sight, flaws: Flaw[]): Html {
  return html`<div class="usa-alert usa-alert--error measure-5" role="alert"><div class="usa-alert__body">
<h2 class="usa-alert__heading">${words.flawed}</h2>
<ul class="usa-list">
${flaws.map((flaw) => html`<li><a class="usa-link" href="#${fieldOf(flaw)}">${words.flaws[flaw]}</a></li>`)}
</ul>
</div></div>`;
}

function fieldsOf(sight: Sight, act: Act, earlier?: Earlier): Html | false {
  const { words, agreement, now, asked } = sight;
  const { fields } = words;
  const preset = asked.contact
    ? presetOf({ agreement, contact: asked.contact, now } satisfies Answering)
    : {};
  const filled = earlier?.filled ?? preset;
  const field = <Name extends Field>(name: Name) => {
    const flaw = earlier?.flaws.find((one) => fieldOf(one) === name);
    const chosen = [filled[name]].flat().map(textIn);
    return {
      name,
      label: fields[name],
      value: textIn(filled[name]),
      chosen,
      flaw: flaw && words.flaws[flaw],
    };
  };
  const domains = words.listed(domainsOf(agreement));
  switch (act) {
    case 'accept': {
      const { first, last } = startDays(agreement, now);
      const hint = fields.startsOnHint(words.longDay(first), words.longDay(last));
      return input({ ...field('startsOn'), type: 'date', hint, min: first, max: last });
    }
    case 'answer':
      return choices('radio', { ...field('answer'), options: answers(sight) });
    case 'decline':
      return input({ ...field('reason'), optional: true });
    case 'training':
      return html`${textarea({ ...field('people'), hint: fields.peopleHint(domains) })}${input({ ...field('training'), optional: true })}`;
    case 'contact':
      return html`${input({ ...field('name'), autocomplete: 'off' })}${input({
        ...field('email'),
        type: 'email',
        autocomplete: 'off',
        hint: fields.emailHint(domains),
      })}${choices('checkbox', { ...field('roles'), options: optionsOf(words.roles) })}${choices('radio', {
        ...field('language'),
        options: optionsOf(words.languages),
      })}`;
    case 'pace':
      return choices('radio', { ...field('pace'), options: paces(sight) });
    default:
      return false;
  }
}

function answers({ words, agreement: { term } }: Sight) {
  const { renew, renewHint, decline, declineHint } = words.acts.answer;
  return [
    { value: 'renew', label: renew, hint: renewHint },
    { value: 'decline', label: decline, hint: declineHint(words.longDay(shiftDate(term.endsOn, '-P1D'))) },
  ];
}

function paces({ words }: Sight) {
  const { all, allHint, decisions, decisionsHint } = words.acts.pace;
  return [
    { value: 'all', label: all, hint: allHint },
    { value: 'decisions', label: decisions, hint: decisionsHint },
  ];
}

function optionsOf(labels: Record<string, string>) {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}

/** What was sent for a field that is a text: anything else is none of this form's. */
function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
