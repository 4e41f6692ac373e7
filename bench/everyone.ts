// A day on which everyone starts: the agencies of a file, with access from that day on, until each has its welcome.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { businessDayAtOrBefore, dayAt, shiftDate } from '../agreements/time/calendar.ts';
import { madeUpContacts } from '../clients/api/made-up-contacts.ts';
import { NoWorkerError } from '../clients/api/unanswered.ts';
import { readRows } from '../clients/bulk/agencies-file.ts';
import { checkRows, startRows } from '../clients/bulk/bulk-start.ts';
import { loadRegistry } from '../data/registry.ts';
import { findOffer, loadCatalog } from '../offers/catalog.ts';
import { type Ground, openGround } from './ground.ts';
import type { Figures, Measurement, Setting } from './measurement.ts';
import type { Taken } from './sink.ts';

const counts = { short: 200, full: 1000 };
/** `AT_ONCE=50` measures one of them: 1,000 agencies take the build before half an hour for each. */
const concurrencies = process.env.AT_ONCE ? [Number(process.env.AT_ONCE)] : [50, 200];
/** Of an agency's four contacts, the owner and the technical contact get the welcome. */
const welcomed = 2;
const hundred = 100;
const minute = 60_000;

export const measurement: Measurement = {
  about: `A day on which everyone starts: ${counts.full} agencies of a file (short preset: ${counts.short}), 4 contacts each, until each has its welcome`,
  rounds: { short: 1, full: 1 },
  targets: [
    {
      ...{
        name: 'agencies a second, 50 at once, until each has its welcome',
        figure: 'agencies a second, 50 at once',
      },
      ...{ atLeast: 10, dividedBy: 'the other build' },
    },
    {
      ...{ name: 'seconds for the last hundred agencies, 50 at once', figure: 'last hundred, 50 at once' },
      ...{ atMost: 1.2, dividedBy: { figure: 'first hundred, 50 at once', name: 'the first hundred' } },
    },
    ...concurrencies.map((concurrency) => ({
      ...{ name: `starts refused for slowness, ${concurrency} at once`, atMost: 0 },
      figure: `refused, ${concurrency} at once`,
    })),
  ],

  async run(setting) {
    const ground = await openGround(setting);
    try {
      const figures: Figures = {};
      for (const concurrency of concurrencies)
        Object.assign(figures, await dayOf(ground, setting, concurrency));
      return figures;
    } finally {
      await ground.close();
    }
  },
};

/** One day, with a directory of its own. */
async function dayOf(ground: Ground, setting: Setting, concurrency: number): Promise<Figures> {
  const { say, preset } = setting;
  const count = counts[preset];
  const name = `at-${concurrency}`;
  const file = join(setting.folder, `${name}.csv`);
  writeFileSync(file, rowsOf(name, count).join('\n'));
  say(`${count} agencies start, ${concurrency} at once …`);
  const everything = await ground.startUp(name);
  try {
    await everything.isUp;
    const cpuBefore = everything.cpuSeconds();
    const begun = Date.now();
    const starting = startFile(ground, file, count, concurrency);
    // It is awaited below; until then, a failure must not end this process.
    starting.catch(() => {});
    const mail = await untilEachIsWelcome(ground, name, count);
    const figures = {
      ...figuresOf(mail, begun, count),
      refused: await starting,
      'CPU seconds of an agency': (everything.cpuSeconds() - cpuBefore) / count,
      'peak memory': everything.peakMemory(),
    };
    return Object.fromEntries(
      Object.entries(figures).map(([figure, value]) => [`${figure}, ${concurrency} at once`, value]),
    );
  } finally {
    await everything.stop();
  }
}

function figuresOf({ served, messages }: Mail, begun: number, count: number): Figures {
  const at = (index: number) => ((served[index] ?? Number.NaN) - begun) / 1000;
  const last = served.length - 1;
  return {
    'agencies a second': served.length / at(last),
    'first hundred': at(hundred - 1),
    'last hundred': at(last) - at(last - hundred),
    'without a welcome': count - served.length,
    'messages of an agency': messages / count,
  };
}

/** The lines of a file for `onegov import`. On the last business day, all onboarding is due at once, at any hour. */
function rowsOf(name: string, count: number): string[] {
  const timeZone = 'America/New_York';
  const today = dayAt(new Date().toISOString(), timeZone);
  const starts = businessDayAtOrBefore(shiftDate(today, '-P1D'));
  const contacts = madeUpContacts('any');
  const roles = contacts.flatMap(({ roles: [role] }) => [`${role}_name`, `${role}_email`]);
  const rows = Array.from({ length: count }, (_, number) => {
    const agency = `${name}-${number}.gov`;
    const people = madeUpContacts(agency).flatMap((contact) => [contact.name, contact.email]);
    return [agency, `Agency ${number}`, timeZone, starts, ...people];
  });
  return [['agency', 'name', 'time_zone', 'starts', ...roles], ...rows].map((cells) => cells.join(','));
}

/** Starts the file as `onegov import` does, and again while rows are left. @returns how often a start was refused */
async function startFile(
  { agreements, interruption }: Ground,
  file: string,
  count: number,
  concurrency: number,
): Promise<number> {
  const offer = findOffer(loadCatalog(), 'openai-chatgpt-enterprise');
  const rules = { offer, registry: loadRegistry(), now: new Date().toISOString() };
  const told = new Set<string>();
  let refused = 0;
  while (told.size < count && !interruption.aborted) {
    const rows = checkRows(readRows(file, 'ours', { offer, contacts: [], by: 'the bench' }), rules);
    try {
      for await (const { row, outcome } of startRows(left(rows, told), agreements, { concurrency })) {
        told.add(row.agency);
        if (outcome === 'refused') refused += 1;
      }
    } catch (error) {
      if (!(error instanceof NoWorkerError)) throw error;
    }
  }
  return refused;
}

async function* left<Row extends { agency: string }>(rows: AsyncIterable<Row>, told: ReadonlySet<string>) {
  for await (const row of rows) if (!told.has(row.agency)) yield row;
}

/** Waits until each agency has its welcome. Gives up if no mail comes for two minutes. @returns when each had it */
async function untilEachIsWelcome({ sink, interruption }: Ground, name: string, count: number) {
  let [mail, lastCame]: [Mail, number] = [{ served: [], messages: 0 }, Date.now()];
  while (mail.served.length < count && Date.now() - lastCame < 2 * minute) {
    await pause(250, undefined, { signal: interruption });
    const now = mailOf((await sink.taken('')).filter(({ to }) => to.includes(`@${name}-`)));
    if (now.messages > mail.messages) lastCame = Date.now();
    mail = now;
  }
  return mail;
}

/** When each agency had its welcome, in order, and how many messages came. */
type Mail = { served: number[]; messages: number };

function mailOf(taken: Taken[]): Mail {
  const people = new Map<string, Set<string>>();
  const served: number[] = [];
  for (const { to, at } of taken) {
    const agency = to.slice(to.indexOf('@') + 1);
    const known = people.get(agency) ?? new Set();
    if (known.size === welcomed - 1 && !known.has(to)) served.push(at);
    people.set(agency, known.add(to));
  }
  return { served, messages: taken.length };
}
