// The events of an agreement, and what its record keeps of them.
import type { Offer, Price } from '../offer/schema.ts';
import type { LocalDate } from '../time/calendar.ts';
import type { Closure } from '../time/closures.ts';
import type { Instant } from '../time/instants.ts';
import type { Dates } from './dates.ts';
import type { Drift } from './drift.ts';
import type { NoticeObligation, Obligation, Settlement } from './obligations.ts';
import type { Contact, Pace } from './parties.ts';
import type { Reason } from './reasons.ts';
import type { AccessReceipt, BounceMeaning, Receipt } from './receipts.ts';
import type { Unanswered } from './unanswered.ts';

/** Who did it, when, and why. `answers`: the id of the notice that led to it. */
export type Act = { at: Instant; by: string; reason?: string; answers?: string };

export type Decision =
  | { kind: 'renew'; at: Instant; by: string; reason?: string; price?: Price; length: string }
  /** `to`: the offer that the agency switches to. */
  | { kind: 'decline'; at: Instant; by: string; reason?: string; to?: string };

/**
 * The terms are still to be accepted, since an instant; what is about that is counted from the day `offeredOn`. Or they
 * were accepted.
 */
export type Acceptance =
  | { awaitedSince: Instant; offeredOn: LocalDate }
  | { acceptedAt: Instant; by: string; reference?: string };

/**
 * A finding that a rule wants on record: what was found or done, by whom, and where that is written. `clause`: what it
 * cites; left out: what the order cites.
 */
export type Determination = { id: string; at: Instant; by: string; reference: string; clause?: string };

/** New dates or rules, the plan that follows from them, and the obligations that end by it. */
export type Replan = {
  dates: Dates;
  plan: Obligation[];
  settled: Settlement[];
  offer?: Offer;
  acceptance?: Acceptance;
  /** Of a reinstatement: the first day with access, if it is still ahead. */
  accessFrom?: LocalDate;
  /** Of a reinstatement: the offer's last day, if the pause would have moved the term past it. */
  stopsOn?: LocalDate;
  /** Of a next term: the closures that it observes, if they have changed. */
  closures?: Closure[];
};

export type AgreementEvent =
  | ({ type: 'agreed' } & Act)
  | ({ type: 'accepted'; reference?: string; replan?: Replan } & Act)
  | ({ type: 'determined'; determination: Determination } & Act)
  | ({ type: 'decided'; decision: Decision } & Act)
  | ({ type: 'suspended' } & Act)
  | ({
      type: 'reinstated';
      clock: 'keep' | 'move';
      replan?: Replan;
      accessFrom?: LocalDate;
      stopsOn?: LocalDate;
    } & Act)
  | ({ type: 'amended'; replan: Replan } & Act)
  | ({ type: 'extended'; length: string; replan: Replan } & Act)
  | ({ type: 'closures-observed'; closures: Closure[]; replan: Replan } & Act)
  | ({ type: 'contacts-changed'; contacts: Contact[] } & Act)
  /** What of the directory differed from the agreement, and is mended now. */
  | ({ type: 'drift-found'; drift: Drift[] } & Act)
  | ({ type: 'terminated' } & Act)
  | ({ type: 'retried' } & Act)
  | ({ type: 'acknowledged'; notice: string } & Act)
  | ({ type: 'resent'; notice: string; again: NoticeObligation } & Act)
  | ({
      type: 'bounced';
      address: string;
      messageId: string;
      notices: NoticeObligation[];
      /** What the mail server meant. `meaningOfBounce` in stored.ts gives it. */
      meaning?: BounceMeaning;
      /** In records from before there were meanings: the cause may pass, so what follows is still sent there. */
      passing?: true;
    } & Act)
  | ({
      type: 'bounce-unread';
      address: string;
      messageId: string;
      notices: NoticeObligation[];
      /** The first lines of what came back. */
      lines: string[];
    } & Act)
  | ({ type: 'renewal-asked' } & Act)
  | ({ type: 'contact-left'; contact: Contact } & Act)
  | ({ type: 'pace-chosen'; contact: string; pace: Pace } & Act)
  | ({ type: 'link-asked'; contact: Contact } & Act)
  | ({ type: 'trained'; people: string[]; training?: string } & Act)
  | ({ type: 'held'; ofOffer?: boolean } & Act)
  | ({ type: 'released'; replan?: Replan } & Act)
  | ({ type: 'settled' } & Settlement)
  | {
      type: 'delayed';
      at: Instant;
      id: string;
      until: Instant;
      /** In words, after the obligation's id. `reasonOfDelay` in stored.ts gives the code. */
      reason: string;
      why?: Reason;
      receipts?: Receipt[];
      /** Messages of which one more copy is owed. */
      unanswered?: Unanswered[];
      /** Of a change of access: what was changed before it failed. */
      access?: AccessReceipt;
      /** For an invitation: the sessions that it listed for those whom it reached. */
      training?: NoticeObligation['training'];
      /** The daily limit or a call-back delays it: nothing is wrong. */
      restrained?: true;
    }
  | ({ type: 'cancellation-asked' } & Act)
  /** It was started again from an export, on a cluster that had lost it. What happened after `exportedAt` is lost. */
  | ({ type: 'restored'; exportedAt: Instant } & Act)
  | { type: 'term-began'; at: Instant; number: number; replan: Replan };

/** What the record keeps of an event: everything except the plan and the messages still owed, which are in the state. */
export type RecordEntry = AgreementEvent extends infer Event
  ? Event extends AgreementEvent
    ? Omit<Event, 'replan' | 'unanswered'>
    : never
  : never;

/** What happened since the last renewal took effect; all of it in a first term. */
export function sinceTermBegan(record: RecordEntry[]): RecordEntry[] {
  return record.slice(record.findLastIndex(({ type }) => type === 'term-began') + 1);
}
