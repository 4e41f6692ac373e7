// The most that each thing may cost. The tests beside this file count, because a count is the same on a busy machine.
// A change that lowers a cost lowers its number here, and one that has to raise it says why.

/** Requests to Temporal for one start with its activation ahead, by the client and the workers together. */
export const requestsPerStart = 6;

/** A start is in the middle of many others: so many requests more or less are a matter of timing. */
export const requestsByTiming = 2;

/** A year of the Access Board without any decision: 34 messages and 3 alerts. */
export const year = {
  /** Nearly half of them are workflow tasks; see docs/benchmarks.md. A busy machine splits some of the tasks. */
  events: 235,
  /** One before each message, and some for changes of access. A slow machine adds some, each five seconds. */
  heartbeats: 60,
};

/** What one agency's access costs the directory: four contacts and its features. */
export const access = {
  /** Searches, a creation and a change for each contact, and a search, a creation and looks at each group. */
  requests: 34,
  /** Rows that the embedded directory reads to answer them. */
  rowsRead: 56,
};
