// Carries out the faults of a run at their seconds, and ends them all at its end.
import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from './faults.ts';
import type { Ground } from './ground.ts';

/** @returns what was done, by kind, once every fault has passed */
export async function harm(
  ground: Ground,
  faults: Fault[],
  say: (line: string) => void,
): Promise<Record<string, number>> {
  const begun = Date.now();
  const counts: Record<string, number> = {};
  const lasting: Promise<unknown>[] = [];
  const busy = new Set<string>();
  for (const fault of faults) {
    await pause(Math.max(0, begun + fault.second * 1000 - Date.now()));
    const target = targetOf(fault);
    // What is already down can't be harmed again.
    if (target !== undefined && busy.has(target)) continue;
    if (fault.kind === 'database stopped' && !ground.engine.stopDatabase) continue;
    const name = nameOf(fault);
    say(`${String(fault.second).padStart(5)} s  ${name}`);
    counts[name] = (counts[name] ?? 0) + 1;
    if (target !== undefined) busy.add(target);
    const passing = carryOut(ground, fault).finally(() => busy.delete(target ?? ''));
    // Its error comes at the end.
    passing.catch(() => {});
    lasting.push(passing);
  }
  await Promise.all(lasting);
  await ground.mail.ask({ do: 'calm' });
  await ground.directory.ask({ do: 'calm' });
  return counts;
}

async function carryOut({ engine, workers, mail, directory }: Ground, fault: Fault): Promise<void> {
  switch (fault.kind) {
    case 'worker killed':
      return workers[fault.worker]?.killAndRestart(fault.seconds);
    case 'worker stopped':
      return workers[fault.worker]?.stopAndContinue(fault.seconds);
    case 'Temporal server killed':
      return engine.killServer(fault.seconds);
    case 'database stopped':
      return engine.stopDatabase?.(fault.seconds);
    case 'mail server away':
      await mail.ask({ do: 'go away' });
      await pause(fault.seconds * 1000);
      return void (await mail.ask({ do: 'come back' }));
    case 'greylisting':
      return void (await mail.ask({ do: 'greylist' }));
    case 'mail':
      return void (await mail.ask({ do: 'fault', fault: { ...fault.fault } }));
    case 'directory':
      return void (await directory.ask({ do: 'fault', fault: { ...fault.fault } }));
    case 'drift':
      return void (await directory.ask({ do: 'drift', drift: fault }));
  }
}

/** What it harms for a while; nothing if it is over at once. */
function targetOf(fault: Fault): string | undefined {
  if ('worker' in fault) return `worker ${fault.worker}`;
  if (fault.kind === 'database stopped') return 'Temporal server killed';
  return 'seconds' in fault ? fault.kind : undefined;
}

/** The kind of a fault, in words. */
function nameOf(fault: Fault): string {
  if (fault.kind === 'mail') {
    const { stage, does, keeps } = fault.fault;
    if (does === 'hang up')
      return `mail server hangs up at ${stage}${stage === 'end' ? (keeps ? ', and keeps the message' : ', and loses it') : ''}`;
    return 'say' in does
      ? `mail server says ${does.say.slice(0, 1)}xx at ${stage}`
      : 'mail server is slow with its 250';
  }
  if (fault.kind === 'directory') {
    const { does, method = 'a request' } = fault.fault;
    if (typeof does === 'object') return `directory answers ${does.status}`;
    return does === 'lost' ? `directory's answer to ${method} is lost` : 'directory drops a request';
  }
  return fault.kind === 'drift' ? `somebody ${fault.does}` : fault.kind;
}
