// A command that a workflow gives to Temporal, in words in which a replay and a history can be compared.

/** What is asked for, and with what. A timer and an activity have an id of their own in a history. */
export type Asked = {
  command: 'activity' | 'timer' | 'memo' | 'attributes' | 'next';
  id?: string;
  with: unknown;
};

/** The task queue of the workflow itself: it has another name in a replay. */
export const itsOwn = 'its own';
