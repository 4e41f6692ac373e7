// What an agreement publishes, so that lists across all agreements don't ask each one. Nothing personal in it.
import type { NoticeKind } from '../offer/notice-kinds.ts';
import type { Role } from '../offer/roles.ts';
import type { LocalDate } from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';
import type { Issue } from './agreement.ts';
import type { Obligation } from './obligations.ts';
import type { RefusalMeaning } from './receipts.ts';

/** Published with each agreement. Agency, offer, phase and dates are search attributes of their own. */
export type Ledger = {
  agency: string;
  product: string;
  timeZone: string;
  /**
   * Everything that will happen, soonest first. Some of what is past has happened since. Of a very long list, the nearest;
   * then one entry stands for the rest.
   */
  due: Due[];
  /** The open issues. Of a very long list, the first; then one entry stands for the rest. */
  issues: OpenIssue[];
};

/** Something that will happen: what, when, to whom, and from which rule. */
export type Due = {
  id: string;
  dueAt: Instant;
  what: Exclude<Obligation['kind'], 'notice'> | NoticeKind | 'more';
  to?: Role[];
  /** How long before the day that its id names. */
  lead?: string;
  clause?: string;
  /** Of a warning: the deadline's safe day, if closures may have moved it. */
  safeDay?: LocalDate;
  /** Of an entry that stands for the rest: how many that is. */
  count?: number;
};

/** Something that a person has to resolve, and since when it is open. */
export type OpenIssue = {
  kind:
    | Issue['kind']
    | 'acceptance'
    | 'on-hold'
    | 'deadline'
    | 'renewal-asked'
    | 'contact-left'
    | 'time-zone'
    | 'more';
  since: Instant;
  text: string;
  obligation?: string;
  /** Of an entry that stands for the rest: how many that is. */
  count?: number;
  /** Of mail that came back: the fault is not the address's. */
  meaning?: RefusalMeaning;
};
