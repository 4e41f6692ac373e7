// What each contender has to do: a notice for each agreement on a day, that day called off, and an answer after which the
// notice is wrong.
import type { ChildProcess } from 'node:child_process';
import type { MailServer } from './mail-server.ts';

/** The notice of one agreement. `jobId`: a UUID, for who needs one. */
export type Notice = { id: string; jobId: string; to: string };

export type Contender = {
  name: string;
  open(mail: MailServer, folder: string): Promise<Opened>;
};

export type Opened = {
  /** So many agreements with a notice each, all at the same moment of a day ahead. */
  plan(count: number): Promise<Notice[]>;
  /** The day is called off before it comes. */
  cancel(notice: Notice): Promise<void>;
  /** The agency answers while notices go out, so there is nothing left to ask. */
  answer(notice: Notice): Promise<void>;
  /** Lets the day come. No worker runs until then. */
  comeDue(): Promise<void>;
  /** Starts a worker in a process of its own, to be killed. */
  startWorker(): ChildProcess;
  /** Is a mail with this subject the notice? */
  isNotice(subject: string): boolean;
  close(): Promise<void>;
};
