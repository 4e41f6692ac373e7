// What running agreements and their records have stored: how old state is read, and what must be stored as it always was.
import { isInstant } from '../time/instants.ts';
import type { Agreement, Issue } from './agreement.ts';
import { type AgreementEvent, type RecordEntry, sinceTermBegan } from './events.ts';
import type { Ledger, OpenIssue } from './ledger.ts';
import { englishReasons, type ReasonWords, reasonInWords } from './reason-words.ts';
import type { Reason } from './reasons.ts';
import {
  type AccessReceipt,
  type BounceMeaning,
  type InDirectory,
  nothingInDirectory,
  type Receipt,
  together,
} from './receipts.ts';

// --- reasons

/**
 * What records say for codes whose words have changed since. A record is chained by hash, and a replay writes it
 * again, so it has to say the same after every update. Change words in `reason-words.ts`, and keep the old ones here.
 */
const recordedReasons: Partial<ReasonWords> = {
  'not-suspended': 'the agreement is not suspended any more',
  decided: ({ decision }) => `it was decided to ${decision}`,
  'day-has-come': 'what it gives notice of has happened',
  'contact-gone': 'it was for somebody who is no contact any more',
  unwanted: 'all who get it want only what needs a decision',
  'all-trained': 'all who get it have completed a training',
  'all-reached': 'all who get it have got it',
  'already-known': 'those who were invited know of it already',
  'on-record': 'it is on record that it was done',
  superseded: ({ by }) => `overtaken by ${by}`,
  'later-notice-sent': 'a later notice of its series has been sent',
  'nobody-reachable': 'no contact is left whom mail reaches',
  'nobody-reached': 'no recipient is known to have got it',
};

/** A reason as settlements and delays have it: the words that records keep, and the code. */
export type StoredReason = { reason: string; why: Reason };

/** A reason as it is stored with the end of an obligation. */
export function storedReason(why: Reason): StoredReason {
  return { reason: reasonInWords(why, recordedReasons), why };
}

/** A reason as it is stored with a delay: there the obligation's id stands before the words. */
export function storedDelay(id: string, why: Reason): StoredReason {
  return { reason: `${id}: ${storedReason(why).reason}`, why };
}

/**
 * Why an obligation ended; nothing if there is no reason. Settlements from before there were codes have the words only.
 * Other words are an error from outside.
 */
export function reasonOf({ reason, why }: Partial<StoredReason>): Reason | undefined {
  return why ?? (reason === undefined ? undefined : codeOf(reason));
}

/** Why an obligation was put off. */
export function reasonOfDelay({ id, reason, why }: { id: string; reason: string; why?: Reason }): Reason {
  return why ?? codeOf(reason.startsWith(`${id}: `) ? reason.slice(id.length + 2) : reason);
}

function codeOf(text: string): Reason {
  const [, by] = /^overtaken by (\S+)$/.exec(text) ?? [];
  if (by !== undefined) return { code: 'superseded', by };
  return formerReasons.find((one) => storedReason(one).reason === text) ?? { code: 'error', error: text };
}

const codes = Object.keys(englishReasons) as Reason['code'][];
const endings = ['renewed', 'expired', 'declined', 'terminated', 'withdrawn'];

/** All reasons that were stored as words only. Not among them: those that name another obligation, and errors. */
const formerReasons: Reason[] = [
  ...codes.filter((code) => typeof englishReasons[code] === 'string').map((code) => ({ code }) as Reason),
  { code: 'decided', decision: 'renew' },
  { code: 'decided', decision: 'decline' },
  ...endings.flatMap((phase): Reason[] => [
    { code: 'agreement-ended', phase },
    { code: 'agreement-over', phase },
  ]),
];

// --- bounces

type Bounced = Extract<AgreementEvent, { type: 'bounced' }>;

/** What a bounce means. Records from before there were meanings say only whether its cause may pass. */
export function meaningOfBounce({ meaning, passing }: Pick<Bounced, 'meaning' | 'passing'>): BounceMeaning {
  return meaning ?? (passing ? 'passing' : 'no-mailbox');
}

/**
 * What the refusal of a message means; nothing if it was not refused. Receipts from before there were meanings say only
 * whether there is no such mailbox.
 */
export function meaningOfRefusal({ meaning, noMailbox }: Receipt): BounceMeaning | undefined {
  return meaning ?? (noMailbox ? 'no-mailbox' : undefined);
}

// --- receipts of access

/** What a receipt says that the directory has, by id. Of receipts from before there were ids, the lines say it. */
export function inDirectory({ changes, users, groups, lacks = [], members }: AccessReceipt): InDirectory {
  const created = (kind: 'user' | 'group') =>
    changes.flatMap((line) => {
      const [, id, name = ''] = new RegExp(`^created ${kind} (\\S+) (.+)$`).exec(line) ?? [];
      return id === undefined ? [] : [{ id, feature: name.slice(name.lastIndexOf(':') + 1) }];
    });
  return {
    users: users ?? created('user').map(({ id }) => id),
    groups: groups ?? created('group'),
    lacks,
    ...(members && { members }),
  };
}

// --- terms

/**
 * The entries of the record that say what of a term's own obligations has ended. Terms that began before ids named them
 * share ids with earlier terms, so in those only what ended since they began counts.
 */
export function recordOfTerm({ term, record }: Pick<Agreement, 'term' | 'record'>): RecordEntry[] {
  return term.number === 1 || term.inIds ? record : sinceTermBegan(record);
}

/**
 * The extensions of a term that was extended before its anchor counted them. A date that was set since counts instead:
 * then there are none.
 */
export function extensionsNotInAnchor({
  term,
  anchor,
  record,
}: Pick<Agreement, 'term' | 'anchor' | 'record'>): string[] {
  if (term.extendedFrom === undefined || anchor.date !== term.endsOn) return [];
  const ofTerm = sinceTermBegan(record);
  const since = ofTerm.slice(ofTerm.findIndex(({ type }) => type === 'extended'));
  const isSet = since.some(
    (entry) => entry.type === 'amended' || (entry.type === 'reinstated' && entry.clock === 'move'),
  );
  return isSet ? [] : since.flatMap((entry) => (entry.type === 'extended' ? [entry.length] : []));
}

// --- issues

/** An agreement as older versions stored it: they named its issues `attention`. */
type OldAgreement = Omit<Agreement, 'issues'> & { attention: Issue[] };

/** A ledger as older versions published it: they named its issues `needs`. */
type OldLedger = Omit<Ledger, 'issues'> & { needs: OpenIssue[] };

/** An agreement in today's shape, whichever version stored it. */
export function storedAgreement(stored: Agreement | OldAgreement): Agreement {
  if (!('attention' in stored)) return withIds(stored);
  const { attention: issues, ...rest } = stored;
  return withIds({ ...rest, issues } as Agreement);
}

/** What the directory has was in the record only. */
function withIds(agreement: Agreement): Agreement {
  if (agreement.inDirectory) return agreement;
  const receipts = agreement.record.flatMap((entry) => ('access' in entry && entry.access) || []);
  const removed = receipts.flatMap(({ changes }) =>
    changes.map((line) => /^removed group (\S+) /.exec(line)?.[1]),
  );
  const known = receipts.map(inDirectory).reduce(together, nothingInDirectory);
  const groups = known.groups.filter(({ id }) => !removed.includes(id));
  return known.users.length + groups.length > 0
    ? { ...agreement, inDirectory: { ...known, groups } }
    : agreement;
}

/** A published ledger in today's shape, whichever version published it. Undefined if it is none: anybody can set a memo. */
export function storedLedger(published: unknown): Ledger | undefined {
  if (!isObject(published)) return undefined;
  const { needs, ...rest } = published as OldLedger;
  const ledger = (needs ? { ...rest, issues: needs } : rest) as Ledger;
  return isLedger(ledger) ? ledger : undefined;
}

function isLedger({ agency, product, timeZone, due, issues }: Ledger): boolean {
  const areTexts = [agency, product, timeZone].every(isText);
  return areTexts && areAll(due, isDue) && areAll(issues, isOpenIssue);
}

function isDue({ id, dueAt, what, to, lead, clause, safeDay, count }: Record<string, unknown>): boolean {
  const isTo = to === undefined || (Array.isArray(to) && to.every(isText));
  const areTexts = [id, what].every(isText) && [lead, clause, safeDay].every(isTextIfAny);
  return (
    isText(dueAt) &&
    isInstant(dueAt) &&
    areTexts &&
    isTo &&
    (count === undefined || typeof count === 'number')
  );
}

function isOpenIssue({ kind, since, text, obligation }: Record<string, unknown>): boolean {
  return isText(since) && isInstant(since) && [kind, text].every(isText) && isTextIfAny(obligation);
}

function areAll(list: unknown, isOne: (one: Record<string, unknown>) => boolean): boolean {
  return Array.isArray(list) && list.every((one) => isObject(one) && isOne(one));
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTextIfAny(value: unknown): boolean {
  return value === undefined || isText(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
