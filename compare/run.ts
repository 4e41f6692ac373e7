// The same notices, faults and questions for this software and for what a user might pick instead: npm run compare -- --rounds 3 [NAME …]
// It counts at the mail server, so no contender judges itself.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '../config/config.ts';
import type { Contender, Notice, Opened } from './contender.ts';
import { type Mail, type MailServer, startMailServer } from './mail-server.ts';
import { ours } from './ours.ts';
import { rival } from './rival.ts';

const agreements = 100;
/** The worker is killed in the middle of things when so many messages have been taken. */
const kills = [12, 24, 36, 48, 60];
/** Answers come when so many have been taken. */
const answersAt = 30;
/** Agreements 0 to 19 are called off before the day; 80 to 99 get their answer while notices go out. */
const [calledOff, answered] = [20, 20];
/** Who has had no mail for so long has lost it, as far as a reader of this page is concerned. */
const patience = 3 * 60_000;

type Result = {
  contender: string;
  lost: number;
  doubled: number;
  'not identical': number;
  'sent though called off': number;
  'begun after the answer': number;
  'seconds until the last': number;
};

const { values, positionals: named } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '1' } },
});
const all = [ours, ...['pg-boss', 'graphile-worker', 'dbos'].map(rival)];
const chosen = named.length > 0 ? all.filter(({ name }) => named.includes(name)) : all;
const results: Result[] = [];
for (const contender of chosen) {
  for (let round = 1; round <= Number(values.rounds); round++) {
    console.log(`${contender.name}, round ${round} of ${values.rounds} …`);
    results.push(await resultOf(contender));
  }
}
console.table(results);
process.exit();

async function resultOf(contender: Contender): Promise<Result> {
  const { dataFolder } = readConfig();
  mkdirSync(dataFolder, { recursive: true });
  const folder = mkdtempSync(join(dataFolder, 'compare-'));
  const mail = await startMailServer();
  const opened = await contender.open(mail, folder);
  try {
    const notices = await opened.plan(agreements);
    const off = notices.slice(0, calledOff);
    for (const notice of off) await opened.cancel(notice);
    await opened.comeDue();
    const begun = Date.now();
    const answers = await storm(opened, mail, notices);
    const mails = mail.mails.filter(({ subject }) => opened.isNotice(subject));
    return { contender: contender.name, ...judged(mails, { notices, off, answers, begun }) };
  } finally {
    await opened.close();
    mail.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** When each answer was acknowledged, in milliseconds since 1970. */
type Answers = Map<Notice, number>;

/** Lets a worker send everything. It is killed again and again, and answers come in between. */
async function storm(opened: Opened, mail: MailServer, notices: Notice[]): Promise<Answers> {
  const answers: Answers = new Map();
  const left = [...kills];
  const answering: Promise<void>[] = [];
  let worker = opened.startWorker();
  const expected = new Set(notices.slice(calledOff, notices.length - answered).map(({ to }) => to));
  let [seen, lastCame] = [0, Date.now()];
  while (expected.size > 0 && Date.now() - lastCame < patience) {
    await pause(5);
    const taken = mail.mails.filter(({ subject }) => opened.isNotice(subject));
    if (taken.length > seen) [seen, lastCame] = [taken.length, Date.now()];
    for (const { to } of taken) expected.delete(to);
    if (answering.length === 0 && seen >= answersAt) {
      const answer = async (notice: Notice) => {
        await opened.answer(notice);
        answers.set(notice, Date.now());
      };
      answering.push(...notices.slice(-answered).map(answer));
    }
    if (seen >= (left[0] ?? Number.POSITIVE_INFINITY)) {
      left.shift();
      await killed(worker);
      worker = opened.startWorker();
    }
  }
  await Promise.all(answering);
  // What comes twice comes a little later.
  await pause(30_000);
  await killed(worker);
  return answers;
}

async function killed(worker: ChildProcess): Promise<void> {
  worker.kill('SIGKILL');
  await once(worker, 'exit');
}

function judged(
  mails: Mail[],
  { notices, off, answers, begun }: { notices: Notice[]; off: Notice[]; answers: Answers; begun: number },
): Omit<Result, 'contender'> {
  const of = ({ to }: Notice) => mails.filter((mail) => mail.to === to);
  const due = notices.filter((notice) => !off.includes(notice) && !answers.has(notice));
  return {
    lost: due.filter((notice) => of(notice).length === 0).length,
    doubled: notices.filter((notice) => of(notice).length > 1).length,
    'not identical': notices.filter((notice) => new Set(of(notice).map(({ hash }) => hash)).size > 1).length,
    'sent though called off': off.filter((notice) => of(notice).length > 0).length,
    'begun after the answer': [...answers].filter(([notice, at]) => of(notice).some((one) => one.begun > at))
      .length,
    'seconds until the last': Math.round((Math.max(...mails.map(({ taken }) => taken)) - begun) / 1000),
  };
}
