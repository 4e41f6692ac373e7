// What stands around every page: the US Web Design System, without scripts or anything from elsewhere.

import type { Agreement } from '../../agreements/model/agreement.ts';
import { isRehearsal } from '../../agreements/model/ids.ts';
import type { Language } from '../../agreements/model/parties.ts';
import { spanishOf } from '../../agreements/offer/translations.ts';
import { dayAt } from '../../agreements/time/calendar.ts';
import type { Instant } from '../../agreements/time/instants.ts';
import { type Html, html } from '../../text/html.ts';
import type { Asked } from '../asked.ts';
import type { Words } from '../words/en.ts';

/** What any page is made with. */
export type Scene = {
  language: Language;
  words: Words;
  /** The path that all addresses begin with; empty at the top of a host. */
  base: string;
  /** Where the stylesheet, fonts and images are. */
  assets: string;
  /** The mail address to write to with questions, if there is one. */
  help?: string | undefined;
};

/** What an agreement's page is made with: as whom and when it is looked at. */
export type Sight = Scene & {
  token: string;
  agreement: Agreement;
  asked: Asked;
  now: Instant;
};

/** The address of an agreement's page, or of one below it. */
export function pathOf({ base, token }: Pick<Sight, 'base' | 'token'>, ...below: string[]): string {
  return [`${base}/a`, token, ...below].join('/');
}

/** Today where the agency is. */
export function todayOf({ agreement, now }: Pick<Sight, 'agreement' | 'now'>): string {
  return dayAt(now, agreement.agency.timeZone);
}

export function titleOf({ agreement: { agency, offer }, words }: Pick<Sight, 'agreement' | 'words'>): string {
  return words.title(agency.name, offer.product);
}

/** The whole page. `heading` is its one h1; `note` stands in the footer. */
export function layout(
  { language, words, assets, help }: Scene,
  { title, heading, body, note }: { title?: string; heading: string; body: Html; note?: Html | false },
): string {
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title ?? heading} | ${words.site}</title>
<link rel="stylesheet" href="${assets}/css/uswds.min.css">
<link rel="icon" type="image/svg+xml" href="${assets}/img/usa-icons/event.svg">
</head>
<body>
<a class="usa-skipnav" href="#main">${words.skip}</a>
<header class="usa-header usa-header--basic">
<div class="usa-nav-container"><div class="usa-navbar"><div class="usa-logo"><em class="usa-logo__text">${words.site}</em></div></div></div>
</header>
<main id="main" class="grid-container usa-prose padding-y-4">
<h1><bdi>${heading}</bdi></h1>
${body}
</main>
<footer class="usa-footer usa-footer--slim">
<div class="usa-footer__primary-section"><div class="grid-container usa-prose padding-y-2">
${note}
<p>${help ? html`${words.helpAt} <a class="usa-link" href="mailto:${help}">${help}</a>` : words.help}</p>
</div></div>
</footer>
</body>
</html>
`;
  return page.markup;
}

/** A page of an agreement for its contact, with a way back to the first one. */
export function pageBelow(sight: Sight, heading: string, body: Html, title = heading): string {
  const { words } = sight;
  return layout(sight, {
    title: `${title} | ${titleOf(sight)}`,
    heading,
    body: html`<p class="usa-intro"><bdi>${titleOf(sight)}</bdi></p>
${rehearsal(sight)}
${body}
<p><a class="usa-link" href="${pathOf(sight)}">${words.back}</a></p>`,
    note: yours(sight),
  });
}

/** Whose page it is, and that it is not to be passed on. An old link tells nobody's name. */
export function yours({ asked: { contact, state }, words }: Sight): Html | false {
  return contact !== undefined && state !== 'expired' && html`<p>${words.yours(contact.name)}</p>`;
}

export function rehearsal({ agreement, words }: Sight): Html | false {
  return isRehearsal(agreement.id) && alert('warning', undefined, words.rehearsal);
}

/** A box that says something. Without a heading it is a slim one. */
export function alert(
  kind: 'info' | 'success' | 'warning' | 'error',
  heading: string | undefined,
  text: string | Html,
): Html {
  return html`<div class="usa-alert usa-alert--${kind}${heading === undefined && ' usa-alert--slim'} measure-5"><div class="usa-alert__body">
${heading !== undefined && html`<h2 class="usa-alert__heading">${heading}</h2>`}
${text && html`<p class="usa-alert__text">${text}</p>`}
</div></div>`;
}

/** A text of the offer or of a clause: in English, and marked so, where there is no Spanish for it. */
export function offerText(text: string, sight: Sight, as = (shown: string) => shown): Html {
  const said = spanishFor(text, sight);
  const shown = as(said ?? text);
  return sight.language === 'en' || said ? html`${shown}` : html`<span lang="en">${shown}</span>`;
}

export function spanishFor(text: string, { language, agreement: { offer } }: Sight): string | undefined {
  return language === 'es' ? spanishOf(offer)?.[text] : undefined;
}
