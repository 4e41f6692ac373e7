// Which faults a run has, and when: the same for the same seed.
import { type Random, random } from './random.ts';

/** What the mail server does at a stage of a session; `end` is its answer to the final dot. */
export type MailFault = {
  stage: 'connect' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'end';
  /** An answer, a broken connection, or so many seconds before the good answer. */
  does: { say: string } | { wait: number } | 'hang up';
  /** At `end`: it keeps the message before it hangs up. */
  keeps?: boolean;
  /** How often. */
  times: number;
};

/** What becomes of a request to the directory. `lost`: it is carried out, and its answer is lost. */
export type DirectoryFault = {
  does: 'lost' | 'dropped' | { status: number; retryAfter?: number };
  /** Only requests with this method. Left out: all. */
  method?: string;
  times: number;
};

export type Fault = { second: number } & (
  | { kind: 'worker killed' | 'worker stopped'; worker: number; seconds: number }
  | { kind: 'Temporal server killed'; seconds: number }
  /** PostgreSQL only, as `pg_ctl stop -m immediate` does it. */
  | { kind: 'database stopped'; seconds: number }
  | { kind: 'mail server away'; seconds: number }
  /** From now on, the first message to each recipient is put off. */
  | { kind: 'greylisting' }
  | { kind: 'mail'; fault: MailFault }
  | { kind: 'directory'; fault: DirectoryFault }
  /** Somebody changes the directory by hand. `at`: which of the users or groups, from 0 to below 1. */
  | { kind: 'drift'; does: 'deactivates a user' | 'removes a group' | 'removes a member'; at: number }
);

/** Which kinds a run has. Left out of a run in CI: what takes Temporal minutes to notice. */
export type Mix = 'all' | 'quick';

/** The faults of a run, soonest first. The first ten seconds have none. */
export function faultsOf(seed: number, seconds: number, mix: Mix): Fault[] {
  const by = random(seed);
  const faults: Fault[] = [];
  for (let second = 10; second < seconds; second += by.between(1, 6))
    faults.push({ second, ...faultOf(by, mix) } as Fault);
  return faults;
}

type Kind = Fault extends infer One ? (One extends Fault ? Omit<One, 'second'> : never) : never;

function faultOf(by: Random, mix: Mix): Kind {
  const chance = by.next();
  if (chance < 0.06) return { kind: 'worker killed', worker: by.between(0, 1), seconds: by.between(1, 8) };
  if (chance < 0.09)
    return {
      ...{ kind: 'worker stopped', worker: by.between(0, 1) },
      // Temporal gives a delivery to another worker after two minutes without a heartbeat, and access after half a minute.
      seconds: mix === 'quick' ? by.between(2, 6) : by.pick([3, 40, 150]),
    };
  if (chance < 0.11) return { kind: 'Temporal server killed', seconds: by.between(1, 10) };
  if (chance < 0.12) return { kind: 'database stopped', seconds: by.between(1, 10) };
  if (chance < 0.15) return { kind: 'mail server away', seconds: by.between(3, 25) };
  if (chance < 0.18) return { kind: 'greylisting' };
  if (chance < 0.6) return { kind: 'mail', fault: mailFault(by) };
  if (chance < 0.92) return { kind: 'directory', fault: directoryFault(by) };
  const does = by.pick(['deactivates a user', 'removes a group', 'removes a member'] as const);
  return { kind: 'drift', does, at: by.next() };
}

function mailFault(by: Random): MailFault {
  const times = by.between(1, 4);
  const stage = by.pick(['connect', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'end', 'end', 'end'] as const);
  const chance = by.next();
  if (stage === 'end' && chance < 0.5) return { stage, does: 'hang up', keeps: by.next() < 0.7, times };
  if (stage === 'end' && chance < 0.7) return { stage, does: { wait: by.between(1, 20) }, times };
  if (chance < 0.2) return { stage, does: 'hang up', times };
  if (chance < 0.8)
    return { stage, does: { say: `${by.pick(['421 4.3.2', '451 4.3.0', '452 4.2.2'])} Not now` }, times };
  // After a refused EHLO, clients try HELO.
  return { stage, does: { say: refusals[stage] }, times: stage === 'EHLO' ? 2 : 1 };
}

const refusals: Record<MailFault['stage'], string> = {
  connect: '554 5.7.1 No service for you',
  EHLO: '550 5.7.1 Unknown host',
  MAIL: '550 5.7.1 Sender refused',
  RCPT: '550 5.1.1 No such mailbox',
  DATA: '554 5.7.1 Not from here',
  end: '554 5.6.0 Content refused',
};

function directoryFault(by: Random): DirectoryFault {
  const times = by.between(1, 4);
  const chance = by.next();
  if (chance < 0.2) return { does: { status: 429, retryAfter: by.between(1, 5) }, times };
  if (chance < 0.4) return { does: { status: 503 }, times };
  if (chance < 0.7) return { does: 'lost', method: 'POST', times };
  if (chance < 0.8) return { does: 'lost', times };
  if (chance < 0.9) return { does: { status: 412 }, method: 'PATCH', times: 1 };
  return { does: 'dropped', times };
}
