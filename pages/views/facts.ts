// What an agreement is: whose, of what, for how long, at which price.

import { awaitsAcceptance } from '../../agreements/obligations/relevance.ts';
import { shiftDate } from '../../agreements/time/calendar.ts';
import { capitalized, type Html, html } from '../../text/html.ts';
import { startDays } from '../answers.ts';
import { offerText, type Sight } from './layout.ts';

export function factsSection(sight: Sight): Html {
  const { words, agreement } = sight;
  const { facts } = words;
  const { agency, offer, contacts } = agreement;
  const rows: [string, string | Html][] = [
    [facts.agency, html`<bdi>${agency.name}</bdi> (${agency.id})`],
    [facts.product, `${offer.product} (${offer.vendor})`],
    [facts.term, termOf(sight)],
    [facts.price, priceOf(sight)],
    [facts.features, html`<ul>${featureItems(sight)}</ul>`],
    ...advice(facts.support, offer.support, sight),
    ...advice(facts.renewal, offer.renewal.rules, sight),
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

/** What the offer says in sentences, if it does. */
function advice(name: string, texts: { text: string }[], sight: Sight): [string, Html][] {
  const items = texts.map(({ text }) => html`<li>${offerText(text, sight)}</li>`);
  return items.length > 0 ? [[name, html`<ul>${items}</ul>`]] : [];
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
    ([name = '', span]) => html`<li>${offerText(name, sight, capitalized)}${span && html` (${span})`}</li>`,
  );
}

function termOf({ words, agreement, now }: Sight): string {
  const { term, offer } = agreement;
  const first = awaitsAcceptance(agreement) ? startDays(agreement, now).planned : term.startsOn;
  const last = words.longDay(shiftDate(term.endsOn, '-P1D'));
  const isOpen = awaitsAcceptance(agreement) && 'length' in offer.term;
  return isOpen && 'length' in offer.term
    ? words.facts.planned(words.spokenPeriod(offer.term.length))
    : words.facts.termDays(words.longDay(first), last);
}

function priceOf({ words, agreement: { term } }: Sight): string {
  if (!term.price) return words.facts.asOrdered;
  const { amount, currency, per } = term.price;
  return words.price(amount, currency, per);
}
