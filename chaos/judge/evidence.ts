// What the judge looks at: logs and histories as plain data. Instants are milliseconds since 1970.

/** A message that the mail server had in full, up to its final dot, and did not refuse. */
export type Taken = {
  messageId: string;
  to: string;
  sha256: string;
  /** When its MAIL command came, its final dot, and when its 250 was sent. Left out: no 250 was sent. */
  begunAt: number;
  dotAt: number;
  answeredAt?: number;
};

/** When a worker was killed, stopped or continued, or the mail server cut its connections. */
export type Disturbance = { at: number; what: string };

/** An event of a history. Payloads are decoded. */
export type HistoryEvent = {
  /** By the workflow's clock, which may run ahead. */
  at: number;
  id: number;
  /** `activityTaskScheduled`, and so on. */
  is: string;
  // biome-ignore lint/suspicious/noExplicitAny: what Temporal and the agreement keep, as JSON
  has: any;
};

export type Agreement = {
  id: string;
  /** What its start asked for. */
  startsOn: string;
  timeZone: string;
  /** The offer's rules, as its file has them. */
  offer: Offer;
  /** All events of all runs, in order. */
  events: HistoryEvent[];
  /** What it answers to the query `view`. */
  view: View;
  /** What it answers to the query `access`. */
  access: Access;
  /** The time by its own clock. */
  now: number;
};

type Offer = {
  id: string;
  term: { length?: string };
  features: { id: string; lasts?: { length: string } }[];
  notices: { kind: string; when: { before?: string; leads?: string[] } }[];
};

type View = {
  status: string;
  hold?: unknown;
  record: Entry[];
  plan: { id: string; dueAt: string }[];
};

export type Entry = {
  type: string;
  at: string;
  id?: string;
  outcome?: string;
  notice?: unknown;
  receipts?: Receipt[];
};

export type Receipt = { to: string; messageId: string; result: string; sha256?: string };

type Access = {
  agency: { id: string };
  access: 'given' | 'ended' | 'not-yet';
  features: { id: string; on: boolean }[];
  people: { email: string }[];
};

/** What the directory has, as it answers itself. */
export type Directory = {
  users: { id: string; userName: string; externalId?: string; active?: boolean }[];
  groups: { id: string; externalId?: string; members?: { value: string }[] }[];
};

export type Evidence = {
  mail: Taken[];
  disturbances: Disturbance[];
  directory: Directory;
  agreements: Agreement[];
};

/** What breaks an invariant, in a sentence. */
export type Finding = { invariant: 1 | 2 | 3 | 4 | 5; agreement: string; text: string };
