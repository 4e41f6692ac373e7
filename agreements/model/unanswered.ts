// Messages that the mail server was given once and did not answer. The promise is one more copy of each.
import type { Instant } from '../time/instants.ts';

/** Unanswered messages of one order. Composed again from their order, they have the same bytes. */
export type Unanswered = {
  /** Only `agreements/delivery/second-copies.ts` reads what is in it. */
  order: { now: Instant; brief: object; notices: object[]; alerts: object[] };
  /** Their Message-IDs. */
  messages: string[];
};
