// The facts of an agreement: agency, product, term, price and what is included.
import { awaitsAcceptance, isOver } from '../../agreements/model/status.ts';
import type { Price } from '../../agreements/offer/schema.ts';
import { dayBefore } from '../../agreements/time/day-words.ts';
import { type Html, html } from '../../text/html.ts';
import { capitalized } from '../../text/sentences.ts';
import { startDays } from '../model/form-commands.ts';
import { type AgreementContext, offerText } from './layout.ts';

export function factsSection(context: AgreementContext): Html {
  const { words, agreement } = context;
  const { facts } = words;
  const { agency, offer, contacts } = agreement;
  const rows: [string, string | Html][] = [
    [facts.agency, html`<bdi>${agency.name}</bdi> (${agency.id})`],
    [facts.product, `${offer.product} (${offer.vendor})`],
    [facts.term, termOf(context)],
    [facts.price, priceOf(context, agreement.term.price)],
    ...nextPriceOf(context),
    [facts.features, html`<ul>${featureItems(context)}</ul>`],
    ...advice(facts.support, offer.support, context),
    ...advice(facts.renewal, offer.renewal.rules, context),
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

/** A row of the offer's own sentences; no row if the offer has none. */
function advice(name: string, texts: { text: string }[], context: AgreementContext): [string, Html][] {
  const items = texts.map(({ text }) => html`<li>${offerText(text, context)}</li>`);
  return items.length > 0 ? [[name, html`<ul>${items}</ul>`]] : [];
}

/** The features, and how long each lasts. Before the terms are accepted, that depends on the first day. */
function featureItems(context: AgreementContext): Html[] {
  const { agreement, words } = context;
  const { through, first } = words.facts;
  const spans = awaitsAcceptance(agreement)
    ? agreement.offer.features.map(({ name, lasts }) => [
        name,
        lasts && first(words.spokenPeriod(lasts.length)),
      ])
    : agreement.features.map(({ name, ends }) => [name, ends && through(words.longDay(dayBefore(ends.on)))]);
  return spans.map(
    ([name = '', span]) => html`<li>${offerText(name, context, capitalized)}${span && html` (${span})`}</li>`,
  );
}

function termOf({ words, agreement, now }: AgreementContext): string {
  const { term, offer } = agreement;
  const first = awaitsAcceptance(agreement) ? startDays(agreement, now).planned : term.startsOn;
  const { planned, termDays, noEnd, noEndFromChoice } = words.facts;
  if (awaitsAcceptance(agreement) && 'length' in offer.term)
    return planned(words.spokenPeriod(offer.term.length));
  if (term.endsOn === undefined)
    return awaitsAcceptance(agreement) ? noEndFromChoice : noEnd(words.longDay(first));
  return termDays(words.longDay(first), words.longDay(dayBefore(term.endsOn)));
}

function priceOf({ words }: AgreementContext, price: Price | undefined): string {
  if (!price) return words.facts.asOrdered;
  const { amount, currency, per } = price;
  return words.price(amount, currency, per);
}

/** The price of the next term; no row if there will be none. */
function nextPriceOf(context: AgreementContext): [string, Html | string][] {
  const { words, agreement } = context;
  const { nextPrice, nextUnknown } = words.facts;
  const { decision, offer, term } = agreement;
  if (isOver(agreement) || term.endsOn === undefined || decision?.kind === 'decline') return [];
  if (decision) return [[nextPrice, priceOf(context, decision.price)]];
  const known = offer.renewal.nextPrice;
  return [[nextPrice, known ? offerText(known.text, context, capitalized) : nextUnknown]];
}
