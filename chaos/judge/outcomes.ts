// Invariant 1: each obligation whose time has passed has exactly one outcome, and each notice that is marked as sent was
// accepted by the mail server.
import { instantOf, shifted } from './calendar.ts';
import type { Agreement, Entry, Evidence, Finding, Receipt, Taken } from './evidence.ts';
import { commandsOf, publishedIds, receiptsOf } from './story.ts';

/** What is due may take so long to be carried out, in milliseconds, once no fault is left. */
const patience = 120_000;

export function judgeOutcomes({ agreements, mail }: Evidence): Finding[] {
  const taken = new Set(mail.map(keyOf));
  const known = new Set(agreements.flatMap(receiptsOf).map(({ messageId }) => messageId));
  const unknown = mail.filter(({ messageId }) => !known.has(messageId));
  return agreements.flatMap((agreement) =>
    [
      ...moreThanOne(agreement),
      ...withoutOutcome(agreement),
      ...overdue(agreement),
      ...notSent(agreement, taken),
      ...ofNobody(agreement, unknown),
    ].map((text) => ({ invariant: 1, agreement: agreement.id, text })),
  );
}

function settled({ view }: Agreement): (Entry & { id: string })[] {
  return view.record.filter((entry) => entry.type === 'settled') as (Entry & { id: string })[];
}

/** Only what has failed may end once more. */
function moreThanOne(agreement: Agreement): string[] {
  const all = settled(agreement);
  return all.flatMap(({ id, outcome }, index) => {
    const before = all.slice(0, index).find((entry) => entry.id === id && entry.outcome !== 'failed');
    return before ? [`${id} has a second outcome, ${outcome}, after ${before.outcome}.`] : [];
  });
}

/** What was published as being ahead, and what the offer's own rules ask for. */
function withoutOutcome(agreement: Agreement): string[] {
  const known = new Set([...settled(agreement), ...agreement.view.plan].map(({ id }) => id));
  return [...publishedIds(agreement), ...askedByOffer(agreement)].flatMap((id) =>
    known.has(id) ? [] : [`${id} has no outcome and is not ahead.`],
  );
}

/** What the offer asks for in a first term that has passed, by the numbers of its file. */
function askedByOffer(agreement: Agreement): string[] {
  const { startsOn, timeZone, offer, now, events } = agreement;
  const moves = ['amend', 'extend', 'accept', 'terminate', 'reinstate'];
  if (commandsOf(agreement).some(({ type }) => moves.includes(type))) return [];
  const ends = {
    'features-end': offer.features.flatMap(({ lasts }) => (lasts ? [shifted(startsOn, lasts.length)] : [])),
    'term-end': offer.term.length ? [shifted(startsOn, offer.term.length)] : [],
  };
  const begunAt = events[0]?.at ?? now;
  return offer.notices.flatMap(({ kind, when: { before, leads = [] } }) => {
    const [day] = ends[before as keyof typeof ends] ?? [];
    if (day === undefined || instantOf(day, 24, timeZone) > now) return [];
    const ahead = leads.filter(
      (lead) => instantOf(shifted(day, lead, -1), 0, timeZone) > begunAt + 7 * 86_400_000,
    );
    return ahead.map((lead) => `${kind}-${lead}:${day}`);
  });
}

/** A hold or a suspension lets notices wait. */
function overdue({ view: { plan, hold, status }, now }: Agreement): string[] {
  if (hold !== undefined || status === 'suspended') return [];
  return plan
    .filter(({ dueAt }) => Date.parse(dueAt) < now - patience)
    .map(({ id, dueAt }) => `${id} was due at ${dueAt} and has no outcome.`);
}

function notSent(agreement: Agreement, taken: ReadonlySet<string>): string[] {
  return settled(agreement).flatMap(({ id, outcome, notice, receipts = [] }) => {
    const accepted = receipts.filter(({ result }) => result === 'accepted');
    const missing = accepted.filter((receipt) => !taken.has(keyOf(receipt)));
    const without = outcome === 'carried-out' && notice !== undefined && accepted.length === 0;
    return [
      ...missing.map(
        ({ messageId }) => `${id} has a receipt for ${messageId}, which the mail server did not take.`,
      ),
      ...(without
        ? [`${id} is marked as carried out, and no receipt says that a message was accepted.`]
        : []),
    ];
  });
}

/** A message in these words to this contact. */
function keyOf({ messageId, to, sha256 }: Pick<Receipt, 'messageId' | 'to' | 'sha256'>): string {
  return `${messageId} ${to} ${sha256}`;
}

/** Messages to its contacts that no agreement knows of. */
function ofNobody({ access }: Agreement, unknown: Taken[]): string[] {
  const people = new Set(access.people.map(({ email }) => email.toLowerCase()));
  return unknown
    .filter(({ to }) => people.has(to.toLowerCase()))
    .map(({ to, messageId }) => `The mail server took ${messageId} for ${to}, and no receipt tells of it.`);
}
