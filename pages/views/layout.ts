// The frame of every page, in the US Web Design System, without scripts or anything from other hosts.
import type { Agreement } from '../../agreements/model/agreement.ts';
import { isRehearsal } from '../../agreements/model/ids.ts';
import type { Language } from '../../agreements/model/parties.ts';
import { spanishOf } from '../../agreements/offer/translations.ts';
import { dayAt } from '../../agreements/time/calendar.ts';
import type { Instant } from '../../agreements/time/instants.ts';
import { ownValue } from '../../agreements/validation/own-value.ts';
import { type Html, html } from '../../text/html.ts';
import type { LinkStatus } from '../model/link-status.ts';
import type { Words } from '../words/en.ts';

/** The data for any page. */
export type PageContext = {
  language: Language;
  words: Words;
  /** The path before all addresses; empty at the top of a host. */
  base: string;
  /** The path of the stylesheet, fonts and images. */
  assets: string;
  /** The email address for questions, if there is one. */
  help?: string | undefined;
};

/** The data for the pages of an agreement. */
export type AgreementContext = PageContext & {
  token: string;
  agreement: Agreement;
  link: LinkStatus;
  now: Instant;
};

/** The path of an agreement's page, or of a page below it. */
export function pathOf(
  { base, token }: Pick<AgreementContext, 'base' | 'token'>,
  ...below: string[]
): string {
  return [`${base}/a`, token, ...below].join('/');
}

/** Today where the agency is. */
export function todayOf({ agreement, now }: Pick<AgreementContext, 'agreement' | 'now'>): string {
  return dayAt(now, agreement.agency.timeZone);
}

export function titleOf({
  agreement: { agency, offer },
  words,
}: Pick<AgreementContext, 'agreement' | 'words'>): string {
  return words.title(agency.name, offer.product);
}

/** A whole page. `heading` is its h1; `note` goes into the footer. */
export function layout(
  { language, words, assets, help }: PageContext,
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
<p>${help ? html`${words.helpAt} <a class="usa-link" href="${mailLink(help)}">${help}</a>` : words.help}</p>
</div></div>
</footer>
</body>
</html>
`;
  return page.markup;
}

/** A page below an agreement's page, with a link back. */
export function pageBelow(context: AgreementContext, heading: string, body: Html, title = heading): string {
  const { words } = context;
  return layout(context, {
    title: `${title} | ${titleOf(context)}`,
    heading,
    body: html`<p class="usa-intro"><bdi>${titleOf(context)}</bdi></p>
${rehearsal(context)}
${body}
<p><a class="usa-link" href="${pathOf(context)}">${words.back}</a></p>`,
    note: yours(context),
  });
}

/** Says whose page it is, and asks not to forward its address. For an expired link, shows no name. */
export function yours({ link: { contact, state }, words }: AgreementContext): Html | false {
  return contact !== undefined && state !== 'expired' && html`<p>${words.yours(contact.name)}</p>`;
}

export function rehearsal({ agreement, words }: AgreementContext): Html | false {
  return isRehearsal(agreement.id) && alert('warning', undefined, words.rehearsal);
}

/** A message box; without a heading, a slim one. */
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

/** A text of the offer or of a clause. Without a translation it stays in English, and is marked so. */
export function offerText(text: string, context: AgreementContext, as = (shown: string) => shown): Html {
  const translated = spanishFor(text, context);
  const shown = as(translated ?? text);
  return context.language === 'en' || translated ? html`${shown}` : html`<span lang="en">${shown}</span>`;
}

export function spanishFor(
  text: string,
  { language, agreement: { offer } }: AgreementContext,
): string | undefined {
  return language === 'es' ? ownValue(spanishOf(offer) ?? {}, text) : undefined;
}

/** A link that writes to the address (RFC 6068, 2): what follows a question mark would be a header of the mail. */
function mailLink(address: string): string {
  return `mailto:${address.split('@').map(encodeURIComponent).join('@')}`;
}
