// A record as a page for a contract file: one file, for screen and paper.

import { whereWritten } from '../../agreements/commands/determine/determine.ts';
import type { Decision } from '../../agreements/model/events.ts';
import { isRehearsal } from '../../agreements/model/ids.ts';
import { asPhrase, kindNames, obligationName } from '../../agreements/model/obligation-names.ts';
import type { NoticeObligation } from '../../agreements/model/obligations.ts';
import type { Receipt } from '../../agreements/model/receipts.ts';
import { dueOf } from '../../agreements/reports/ledger.ts';
import { instantInWords, lastDayInWords } from '../../agreements/time/date-words.ts';
import { dayBefore, dayInWords } from '../../agreements/time/day-words.ts';
import { inWords } from '../../agreements/time/instants.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { Html, html, unescaped } from '../../text/html.ts';
import { capitalized } from '../../text/sentences.ts';
import { ruleOf } from '../output/due-words.ts';
import { priceInWords } from '../output/price-words.ts';
import { happened } from '../output/record-words.ts';
import { type Entry, type RecordFile, recordText, verifiedRecord } from './record.ts';
import type { Source } from './record-sources.ts';
import { style } from './record-style.ts';

/** The whole page. It has no scripts and loads nothing. */
export function recordPage(file: RecordFile): string {
  const { standing, entries, agreement } = file;
  const { agency, offer } = standing;
  const title = `${agency.name}: ${offer.vendor} ${offer.product}`;
  const page = html`<!doctype html>
<html lang="en-US">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Agreement record. ${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
<header>
<p class="kind">Agreement record</p>
<h1>${title}</h1>
<p>${agreement}</p>
</header>
<main>
${isRehearsal(agreement) && html`<p class="banner">This is the record of a rehearsal. Its clock ran ahead, so the mail server's replies have the real time instead. Nothing changed for the agency.</p>`}
${standingSection(file)}
${contactsSection(file)}
${noticesSection(file)}
<section aria-labelledby="record">
<h2 id="record">Everything that happened</h2>
<p>In order. Times are those of ${agency.timeZone}, with UTC beside them.</p>
${terms(entries).map(
  (term) => html`<h3>Term ${term[0]?.term ?? 1}</h3>
${term.map((entry) => entryArticle(entry, agency.timeZone))}`,
)}
</section>
${checkSection(file)}
</main>
<template id="${whole}">${recordText(file)}</template>
</body>
</html>
`;
  return page.markup;
}

/** The page holds the whole file, hidden, so that it can be verified on its own. */
const whole = 'the-whole-record';

/**
 * The file inside a page; nothing if it is no such page.
 * @throws {RefusedError} if the page does not show what that file says.
 */
export function fileInPage(page: string, name: string): string | undefined {
  const text = page.replaceAll('\r\n', '\n');
  const [, inside] = new RegExp(`<template id="${whole}">([^<]*)</template>`).exec(text) ?? [];
  if (inside === undefined) return undefined;
  const file = unescaped(inside);
  const read = verifiedRecord(file, name);
  if (recordPage(read) === text) return file;
  throw new RefusedError(
    `${name}: the page does not show what the record in it says: it was changed, or you are checking it with a version other than ${read.exported.software}.`,
  );
}

// --- how it stands

function standingSection({ standing, exported, entries }: RecordFile): Html {
  const { agency, offer, status, term, features, decision, acceptance, activatedAt, hold } = standing;
  const zone = agency.timeZone;
  const rows: [string, Html | string | undefined][] = [
    ['Agency', `${agency.name} (${agency.id})`],
    ['Offer', `${offer.vendor} ${offer.product} (${offer.id})`],
    ['Phase', status],
    ['Access since', activatedAt && moment(activatedAt, zone)],
    [
      `Term ${term.number}`,
      `${dayInWords(term.startsOn)} ${term.endsAt ? `through ${lastDayInWords(term.endsAt, zone)}` : 'without an end'}${term.extendedFrom ? `; extended from ${dayInWords(dayBefore(term.extendedFrom))}` : ''}`,
    ],
    ['Price', priceInWords(term.price)],
    ...features.map(({ name, on, ends }): [string, Html | string] => [
      `Feature: ${name}`,
      `${on ? 'on' : 'off'}${ends ? `; included through ${lastDayInWords(ends.at, zone)}` : ''}`,
    ]),
    ['Terms accepted', acceptanceOf(acceptance, zone)],
    ['Decision', decision && html`to ${decision.kind}, ${moment(decision.at, zone)}, by ${decision.by}`],
    ['Notices on hold', hold && html`since ${moment(hold.at, zone)}, by ${hold.by}`],
    ...standing.determinations.map((one): [string, Html] => [
      `On record: ${one.id}`,
      html`${moment(one.at, zone)}, by ${one.by} (${whereWritten(standing, one)})`,
    ]),
    ...standing.issues.map(({ text, since }): [string, Html] => [
      'Open issue',
      html`${asPhrase(text)}, since ${moment(since, zone)}`,
    ]),
    ['Record', `${entries.length} entries`],
    ['Exported', html`${moment(exported.at, zone)}, by ${exported.by}, with ${exported.software}`],
  ];
  return html`<section aria-labelledby="standing">
<h2 id="standing">How it stood when this was exported</h2>
<table class="facts"><tbody>
${rows.map(
  ([name, value]) =>
    value !== undefined &&
    html`<tr><th scope="row">${name}</th><td>${value}</td></tr>
`,
)}</tbody></table>
</section>`;
}

function acceptanceOf(acceptance: RecordFile['standing']['acceptance'], zone: string): Html | string {
  if (!acceptance) return 'with the order';
  if ('awaitedSince' in acceptance)
    return html`not yet; awaited since ${moment(acceptance.awaitedSince, zone)}`;
  const { acceptedAt, by, reference } = acceptance;
  return html`${moment(acceptedAt, zone)}, by ${by}${reference && ` (${reference})`}`;
}

function contactsSection({ standing: { contacts } }: RecordFile): Html {
  return html`<section aria-labelledby="contacts">
<h2 id="contacts">Contacts when this was exported</h2>
<table aria-labelledby="contacts">
<thead><tr><th scope="col">Name</th><th scope="col">Address</th><th scope="col">Roles</th></tr></thead>
<tbody>
${contacts.map(
  ({
    name,
    email,
    roles,
  }) => html`<tr><td><bdi>${name}</bdi></td><td>${email}</td><td>${roles.join(', ')}</td></tr>
`,
)}</tbody></table>
</section>`;
}

// --- what happened

/** The notices that were tried, as a table of contents. The proof of each is with its entry. */
function noticesSection({ entries, standing: { agency } }: RecordFile): Html {
  const tried = entries.flatMap(({ number, happened: entry }) =>
    entry.type === 'settled' && entry.notice && entry.receipts
      ? [{ number, ...entry, notice: entry.notice }]
      : [],
  );
  return html`<section aria-labelledby="notices">
<h2 id="notices">Notices at a glance</h2>
<table aria-labelledby="notices">
<thead><tr><th scope="col">Entry</th><th scope="col">When</th><th scope="col">Notice</th><th scope="col">Messages</th><th scope="col">What came of it</th></tr></thead>
<tbody>
${tried.map(
  ({
    number,
    id,
    at,
    notice,
    receipts,
  }) => html`<tr><td><a href="#entry-${number}">${number}</a></td><td>${instantInWords(at, agency.timeZone)}</td><td>${capitalized(noticeName(notice))}</td><td>${tally(receipts)}</td><td>${cameOf(id, entries, agency.timeZone)}</td></tr>
`,
)}</tbody></table>
</section>`;
}

/** Bounces of a notice, and answers to it. */
function cameOf(id: string, entries: Entry[], zone: string): Html[] {
  return entries.flatMap(({ number, happened: entry }) => {
    const isBounce =
      (entry.type === 'bounced' || entry.type === 'bounce-unread') &&
      entry.notices.some((notice) => notice.id === id);
    const isAnswer =
      ('answers' in entry && entry.answers === id) || (entry.type === 'acknowledged' && entry.notice === id);
    return isBounce || isAnswer ? [html`<a href="#entry-${number}">${happened(entry, zone).what}</a> `] : [];
  });
}

function tally(receipts: Receipt[] = []): string {
  const results = (['accepted', 'refused', 'uncertain'] as const).flatMap((result) => {
    const count = receipts.filter((receipt) => receipt.result === result).length;
    return count > 0 ? [`${count} ${result}`] : [];
  });
  return results.join(', ') || 'none';
}

function terms(entries: Entry[]): Entry[][] {
  const numbers = [...new Set(entries.map(({ term }) => term))];
  return numbers.map((number) => entries.filter(({ term }) => term === number));
}

function entryArticle({ number, happened: entry, sources, hash }: Entry, zone: string): Html {
  const { title, text } = wordsFor(entry, zone);
  const receipts = 'receipts' in entry ? entry.receipts : undefined;
  const access = entry.type === 'settled' ? entry.access : undefined;
  return html`<article id="entry-${number}">
<h4 id="title-${number}"><span class="number">${number}.</span> ${title}</h4>
<p class="when">${moment(entry.at, zone)}</p>
${text && html`<p>${text}</p>`}
${entry.type === 'contacts-changed' && html`<ul>${entry.contacts.map(({ name, email, roles }) => html`<li><bdi>${name}</bdi>, ${email}: ${roles.join(', ')}</li>`)}</ul>`}
${receipts && receipts.length > 0 && messagesTable(receipts, zone, number)}
${access && access.changes.length > 0 && html`<p>Changed in the directory, ${moment(access.at, zone)}:</p><ul>${access.changes.map((change) => html`<li>${change}</li>`)}</ul>`}
${sources.map(sourceLine)}
<p class="proof">Hash <code>${hash}</code></p>
</article>
`;
}

/** The title of an entry, and what the title does not say. */
function wordsFor(entry: Entry['happened'], zone: string): { title: string; text?: string | undefined } {
  const { what, text } = happened(entry, zone);
  if (entry.type === 'term-began') return { title: `Term ${entry.number} began` };
  if (entry.type === 'decided') return { title: `Decision: ${text}`, text: termsOf(entry.decision) };
  if (entry.type !== 'settled') return { title: `${capitalized(what)}: ${text}` };
  const { id, notice, outcome, reason } = entry;
  const sentence = reason === undefined ? undefined : `${capitalized(reason)}.`;
  const name = capitalized(notice ? noticeName(notice) : obligationName(id));
  if (outcome === 'carried-out') return { title: name, text: sentence };
  return { title: `${name}: not ${notice ? 'sent' : 'done'} (${outcome})`, text: sentence };
}

function termsOf(decision: Decision): string | undefined {
  if (decision.kind !== 'renew') return undefined;
  return `The next term lasts ${inWords(decision.length)}; price ${priceInWords(decision.price)}.`;
}

function noticeName(notice: NoticeObligation): string {
  return `${kindNames[notice.notice]}, ${ruleOf(dueOf(notice))}`;
}

function messagesTable(receipts: Receipt[], zone: string, number: number): Html {
  return html`<table class="messages" aria-labelledby="title-${number}">
<thead><tr><th scope="col">To</th><th scope="col">Mail server’s answer</th><th scope="col">The message</th></tr></thead>
<tbody>
${receipts.map(
  ({ to, result, reply, at, messageId, sha256 }) => html`<tr>
<td>${to}</td>
<td><strong>${result}</strong>, ${moment(at, zone)}<br>${reply}</td>
<td>Message-ID <code>${messageId}</code>${sha256 && html`<br>SHA-256 <code>${sha256}</code>`}</td>
</tr>
`,
)}</tbody></table>`;
}

function sourceLine({ run, event, what, command }: Source): Html {
  const from = { start: 'the start of the run', act: 'a command', activity: 'an activity' }[what];
  const asked = command && html`: <code>${JSON.stringify(command)}</code>`;
  return html`<p class="proof">In Temporal: event ${event} of run <code>${run}</code>, ${from}${asked}</p>
`;
}

// --- how to see that it was changed

function checkSection({ agreement, seal, runs }: RecordFile): Html {
  return html`<section aria-labelledby="check">
<h2 id="check">How to check this record</h2>
<p>Each entry has a hash (SHA-256) of what it says, without the events in Temporal, and of the hash before it, so a change to one changes all that follow. The JSON file that was exported with this page says the same in full, and this page has it inside; <code>onegov record verify FILE</code>, with either of them, finds the first entry that does not fit. Somebody who changed it could make new hashes too: so compare the last hash with one that was kept elsewhere, such as on paper. In a later export the same entry has the same hash.</p>
<p>The SHA-256 of a message is that of the whole file as it was handed to the mail server.</p>
<table class="facts"><tbody>
<tr><th scope="row">Agreement</th><td><code>${agreement}</code></td></tr>
<tr><th scope="row">Runs in Temporal</th><td>${runs.map((run) => html`<code>${run}</code><br>`)}</td></tr>
<tr><th scope="row">Entries</th><td>${seal.entries}</td></tr>
<tr><th scope="row">Last entry’s hash</th><td><code>${seal.last}</code></td></tr>
<tr><th scope="row">Seal over the whole</th><td><code>${seal.hash}</code></td></tr>
</tbody></table>
</section>`;
}

/** An instant where the agency is, and in UTC. */
function moment(instant: string, zone: string): Html {
  return html`<time datetime="${instant}">${instantInWords(instant, zone)} <span class="utc">${instant}</span></time>`;
}
