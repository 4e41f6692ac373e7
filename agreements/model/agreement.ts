// The state of an agreement. All of it is plain data: it travels through Temporal as JSON.
import type { Role } from '../offer/roles.ts';
import type { Offer } from '../offer/schema.ts';
import type { LocalDate } from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';
import type { Dates } from './dates.ts';
import type { Acceptance, Act, Decision, Determination, RecordEntry } from './events.ts';
import type { Obligation } from './obligations.ts';
import type { Agency, Contact } from './parties.ts';
import type { InDirectory, RefusalMeaning } from './receipts.ts';

/** An open issue with one obligation: a person has to resolve it. It goes away when the obligation ends well. */
export type Issue = {
  kind: 'delayed' | 'refused' | 'bounced' | 'bounce-unread' | 'uncertain' | 'failed';
  obligation: Obligation;
  since: Instant;
  text: string;
  /** The addresses that were refused, or that it bounced from. */
  refused?: string[];
  /** The fault is not the address's. */
  meaning?: RefusalMeaning;
  /** Of what came back and can't be read: the message that it came back for. */
  messageId?: string;
};

export type Running = 'onboarding' | 'promotional' | 'standard' | 'renewal';
type Over = 'renewed' | 'expired' | 'declined' | 'terminated' | 'withdrawn';

type Basis = Dates & {
  id: string;
  offer: Offer;
  agency: Agency;
  contacts: Contact[];
  /** When access was first granted (`afterGrant` in lifecycle/phases.ts); left out before that. */
  activatedAt?: Instant;
  /** All obligations that are still ahead, soonest first. */
  plan: Obligation[];
  /** For each series and date: when the latest notice that was sent had been due. */
  reached: Record<string, Instant>;
  /** The days that the agency was told last: of the term's end under `term-end`, of a feature's end under its name. */
  told?: Record<string, LocalDate>;
  decision?: Decision;
  /** The agency has asked for renewal, and no decision is recorded yet. */
  renewalAsked?: Act;
  /** Addresses of contacts that mail bounced from, in lower case. Mail goes to the next contact instead. */
  unreachable?: string[];
  /** Contacts who said that this is no longer their job, and whose place nobody has taken yet. */
  contactsLeft?: { at: Instant; roles: Role[] }[];
  /** The addresses of people who have completed a training, in lower case. */
  trained?: string[];
  /** The first term's last day, if the order names it. */
  orderedLastDay?: LocalDate;
  /** Left out: the terms were accepted with the order. */
  acceptance?: Acceptance;
  /** The length of each extension, over all terms. */
  extensions?: string[];
  /** The determinations on record in this term. */
  determinations: Determination[];
  /** While it is set, no notice is sent, and the clock goes on. `ofOffer`: the whole offer is on hold. */
  hold?: Act & { ofOffer?: boolean };
  /** What the directory has of it. Left out: nothing yet. */
  inDirectory?: InDirectory;
  issues: Issue[];
  record: RecordEntry[];
  /** How often dates or rules were amended in this term. */
  revision: number;
};

export type Agreement = Basis &
  (
    | { status: Running }
    | { status: 'suspended'; since: Instant; resumes: Running }
    /** `since`: when it was suspended, if it was suspended at the end of its term. */
    | { status: Over; since?: Instant }
  );
