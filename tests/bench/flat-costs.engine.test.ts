// A start and a year cost the Temporal server no more than costs.ts says, and the twentieth start as much as the first.
import { setTimeout as pause } from 'node:timers/promises';
import pMap from 'p-map';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { footprintOf } from '../../bench/footprint.ts';
import { madeUpContacts } from '../../clients/api/made-up-contacts.ts';
import { type CountedServer, countRequests } from '../support/counted-requests.ts';
import { daysAhead, lastBusinessDay } from '../support/days.ts';
import { openRig, type Rig } from '../support/rig.ts';
import * as most from './costs.ts';

let server: CountedServer;
let rig: Rig;
let live: Rig;

beforeAll(async () => {
  server = await countRequests(inject('address'));
  rig = await openRig({ address: server.address });
  live = await openRig({ address: server.address, isRehearsal: false });
});

afterAll(async () => {
  await rig?.close();
  await live?.close();
  server?.stop();
});

it('the twentieth start takes as many requests to Temporal as the first', async () => {
  const first = await costOf(() => startNumber(1));
  await pMap([...Array(18).keys()], (number) => startNumber(number + 2), { concurrency: 6 });
  const last = await costOf(() => startNumber(20));
  expect(Math.abs(totalOf(last) - totalOf(first))).toBeLessThanOrEqual(most.requestsByTiming);
  expect(totalOf(first)).toBeLessThanOrEqual(most.requestsPerStart);
  expect(totalOf(last)).toBeLessThanOrEqual(most.requestsPerStart);
});

it('a year takes so many events and heartbeats', async () => {
  server.take();
  // All onboarding is due at once, so the count is the same at any hour.
  const id = await rig.start({ startsOn: lastBusinessDay });
  await rig.toDay(id, 375);
  const { RecordActivityTaskHeartbeat: heartbeats = 0 } = server.take();
  const { events } = await footprintOf(rig.agreements.client.workflow.getHandle(id), heartbeats);
  expect(heartbeats).toBeLessThanOrEqual(most.year.heartbeats);
  expect(events).toBeLessThanOrEqual(most.year.events);
});

function startNumber(number: number): Promise<string> {
  const agency = `agency-${number}.gov`;
  return live.start({
    agency: { id: agency, name: `Agency ${number}`, timeZone: 'America/New_York' },
    contacts: madeUpContacts(agency),
    startsOn: daysAhead(14),
  });
}

/** What is sent until nothing more is sent. */
async function costOf(work: () => Promise<unknown>): Promise<Record<string, number>> {
  await quiet();
  await work();
  return quiet();
}

/** Waits until a second passes without a request. @returns the requests until then */
async function quiet(): Promise<Record<string, number>> {
  const all: Record<string, number> = {};
  for (;;) {
    await pause(1000);
    const counts = Object.entries(server.take()).filter(([method]) => !ofWorkers.includes(method));
    if (counts.length === 0) return all;
    for (const [method, count] of counts) all[method] = (all[method] ?? 0) + count;
  }
}

/** What workers and connections send by themselves. */
const ofWorkers = ['GetSystemInfo', 'DescribeNamespace', 'RecordWorkerHeartbeat', 'ShutdownWorker'];

function totalOf(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
