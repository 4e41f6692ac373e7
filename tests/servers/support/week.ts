// A week of mail: all agencies' agreements on the real engine, between two real mail servers, one day after another.
import { setTimeout as sleep } from 'node:timers/promises';
import pMap from 'p-map';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import { isEventAlert, isSentAgain } from '../../../agreements/model/ids.ts';
import { outlookOf } from '../../../agreements/obligations/outlook.ts';
import { day, hour, type Instant, later } from '../../../agreements/time/instants.ts';
import { fastForward } from '../../../clients/api/rehearsal.ts';
import type { Rig } from '../../support/rig.ts';
import { type Participant, participants } from './agencies.ts';
import { lifetime } from './mail-server.ts';
import { openWorld, type ServerName, type World } from './world.ts';

/** One agency at the end of the week. */
type Outcome = { participant: Participant; agreement: Agreement };

export type Week = World & { outcomes: Outcome[]; stop(): Promise<void> };

const days = 8;

/**
 * Runs the week.
 * @param ours the mail server that we hand our mail to
 * @param say gets a line at the end of each day
 */
export async function runWeek(ours: ServerName, say: (line: string) => void): Promise<Week> {
  const stops: (() => unknown)[] = [];
  const stop = async () => {
    for (const one of stops.toReversed()) await one();
  };
  try {
    const world = await openWorld(ours, (one) => stops.push(one));
    const ids = await each(participants, (one) => startAgreement(world.rig, one));
    const from = new Date().toISOString();
    for (let number = 0; number <= days; number++) {
      await oneDay(world, ids, { number, ends: later(from, number * day) });
      say(`${ours}: day ${number} of ${days} is over.`);
    }
    const agreements = await each(ids, (id) => world.rig.agreements.view(id));
    const outcomes = agreements.map((agreement, index) => ({
      agreement,
      participant: participants[index] as Participant,
    }));
    return { ...world, outcomes, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A few at once, because the engine has few cores. */
function each<One, Result>(all: One[], work: (one: One) => Promise<Result>): Promise<Result[]> {
  return pMap(all, work, { concurrency: 4 });
}

function startAgreement(rig: Rig, { agency, offer, startsOn, contacts }: Participant): Promise<string> {
  return rig.start({
    agency: { id: agency, name: agency, timeZone: 'America/New_York' },
    ...{ offer, startsOn, contacts },
  });
}

/** Runs all agreements' clocks to the end of a day, and waits until its mail has arrived or come back. */
async function oneDay(
  world: World,
  ids: string[],
  { number, ends }: { number: number; ends: Instant },
): Promise<void> {
  const { agreements } = world.rig;
  await each(ids, async (id) => (await isRunning(world, id)) && fastForward(agreements, id, ends));
  for (const [index, { deeds = [] }] of participants.entries())
    for (const { command } of deeds.filter((deed) => deed.day === number))
      await agreements.decide(ids[index] ?? '', command);
  await untilAtRest(world, ids, later(ends, hour));
}

/** An agreement that is over has no clock. */
async function isRunning({ rig }: World, id: string): Promise<boolean> {
  return (await rig.agreements.client.workflow.getHandle(id).describe()).status.name === 'RUNNING';
}

/** Waits until no mail is on its way, and nothing follows from mail that came back; for some lifetimes of mail at most. */
async function untilAtRest({ rig, servers }: World, ids: string[], by: Instant): Promise<void> {
  const giveUpAt = Date.now() + 4 * lifetime * 1000;
  let quiet = 0;
  while (quiet < 2 && Date.now() < giveUpAt) {
    await sleep(1000);
    const isQueued = servers.some((server) => server.queued() > 0);
    const isAtRest = !isQueued && !(await each(ids, (id) => hasFollowUps(rig, id, by))).includes(true);
    quiet = isAtRest ? quiet + 1 : 0;
  }
}

/** Is something due by then that follows from mail that came back? */
async function hasFollowUps({ agreements }: Rig, id: string, by: Instant): Promise<boolean> {
  const agreement = await agreements.view(id);
  const followUps = agreement.plan.filter(({ id }) => isSentAgain(id) || isEventAlert(id));
  return followUps.some((one) => outlookOf(agreement, one, by).is === 'due');
}
