// The past events that an agency may see on its page. Pure.
import { hasReached } from '../../agreements/contacts/arrivals.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import type { RecordEntry } from '../../agreements/model/events.ts';
import { isFromActivation, kindIn } from '../../agreements/model/ids.ts';
import { awaitsAcceptance } from '../../agreements/model/status.ts';
import type { NoticeKind } from '../../agreements/offer/notice-kinds.ts';
import type { Instant } from '../../agreements/time/instants.ts';

/** An event that the agency caused, noticed, or got a notice about. */
export type PastEvent = { at: Instant } & (
  | { what: 'notice'; notice: NoticeKind }
  | { what: (typeof shown)[number] | Step | Decided; by?: string }
);

type Step = 'access-given' | 'features-ended' | 'access-ended';
type Decided = 'decided-renew' | 'decided-decline' | 'terms-declined';

/** Events that are shown as they are. */
const shown = [
  'accepted',
  'renewal-asked',
  'extended',
  'suspended',
  'reinstated',
  'terminated',
  'contacts-changed',
  'contact-left',
  'trained',
  'acknowledged',
  'term-began',
] as const;

/** The events of the record that the agency may see, latest first. */
export function pastEvents(agreement: Agreement): PastEvent[] {
  return agreement.record.flatMap((entry) => pastEntry(entry, agreement)).toReversed();
}

function pastEntry(entry: RecordEntry, agreement: Agreement): PastEvent[] {
  const { at } = entry;
  if (entry.type === 'settled') return settledEntry(entry);
  if (entry.type === 'decided') {
    const what = awaitsAcceptance(agreement) ? 'terms-declined' : (`decided-${entry.decision.kind}` as const);
    return [{ at, what, by: entry.by }];
  }
  const what = shown.find((one) => one === entry.type);
  return what ? [{ at, what, ...('by' in entry && { by: entry.by }) }] : [];
}

/** The steps that an agency notices, by the kind of their obligation. */
const steps: Partial<Record<string, Step>> = {
  'grant-access': 'access-given',
  'end-features': 'features-ended',
  'end-access': 'access-ended',
};

function settledEntry({ at, outcome, notice, receipts, id, access }: Settled): PastEvent[] {
  if (outcome !== 'carried-out') return [];
  if (notice) return hasReached(receipts) ? [{ at, what: 'notice', notice: notice.notice }] : [];
  const kind = kindIn(id);
  const isLaterGrant = kind === 'grant-access' && !isFromActivation(id);
  const isNews = !isLaterGrant || (access?.changes ?? []).length > 0;
  const what = steps[kind ?? ''];
  return what && isNews ? [{ at, what }] : [];
}

type Settled = Extract<RecordEntry, { type: 'settled' }>;
