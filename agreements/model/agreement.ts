// An agreement's state. Plain data throughout: it travels through Temporal as JSON.
import type { Role } from '../offer/roles.ts';
import type { Offer } from '../offer/schema.ts';
import type { LocalDate } from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';
import type { Dates } from './dates.ts';
import type { Acceptance, Act, Decision, Determination, RecordEntry } from './events.ts';
import type { Obligation } from './obligations.ts';
import type { Agency, Contact } from './parties.ts';

/** An open issue with one obligation: a person has to resolve it. It goes away when the obligation ends well. */
export type Issue = {
  kind: 'delayed' | 'refused' | 'bounced' | 'uncertain' | 'failed';
  obligation: Obligation;
  since: Instant;
  text: string;
  /** The addresses that were refused, or that it bounced from. */
  refused?: string[];
};

export type Running = 'onboarding' | 'promotional' | 'standard' | 'renewal';
type Over = 'renewed' | 'expired' | 'declined' | 'terminated' | 'withdrawn';

type Basis = Dates & {
  id: string;
  offer: Offer;
  agency: Agency;
  contacts: Contact[];
  /** When access was first granted; left out before. */
  activatedAt?: Instant;
  /** Everything still ahead, soonest first. */
  plan: Obligation[];
  /** For each series and date, when the latest of its notices that was sent had been due. */
  reached: Record<string, Instant>;
  /** The days that the agency was told of last: the term's end, under `term-end`, and each feature's, under its name. */
  told?: Record<string, LocalDate>;
  decision?: Decision;
  /** The agency wants it renewed; nobody has recorded that decision yet. */
  renewalAsked?: Act;
  /** Addresses of contacts that mail came back from, in lower case: it goes to the next one instead. */
  unreachable?: string[];
  /** Contacts who said that it is not their job any more, for whom nobody was named since. */
  contactsLeft?: { at: Instant; roles: Role[] }[];
  /** The addresses of those who have completed a training, in lower case. */
  trained?: string[];
  /** Left out: the terms were accepted with the order. */
  acceptance?: Acceptance;
  /** How long each extension was, over all terms. */
  extensions?: string[];
  /** On record in this term. */
  determinations: Determination[];
  /** No notice is sent while it is set; the clock goes on. `ofOffer`: those of the whole offer are on hold. */
  hold?: Act & { ofOffer?: boolean };
  issues: Issue[];
  record: RecordEntry[];
  /** How often its dates have moved. */
  revision: number;
};

export type Agreement = Basis &
  (
    | { status: Running }
    | { status: 'suspended'; since: Instant; resumes: Running }
    /** `since`: it was suspended since then when its term ended. */
    | { status: Over; since?: Instant }
  );
