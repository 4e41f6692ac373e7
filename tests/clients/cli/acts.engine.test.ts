// Acts in bulk as an operator does them: the whole federal file, looked at first, then changed, and the vendor's absence.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { TypedSearchAttributes } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AlreadyDoneError, RefusedError } from '../../../agreements/validation/errors.ts';
import { NoWorkerError } from '../../../clients/api/agreements.ts';
import { runOnEach, shortfallOf, type Tally } from '../../../clients/bulk/bulk-commands.ts';
import { searchAttributes } from '../../../workflows/messages.ts';
import { daysAhead } from '../../support/days.ts';
import { openRig, type Rig } from '../../support/rig.ts';

const federal = join(import.meta.dirname, '../../../data/current-federal.csv');
const offer = 'openai-chatgpt-enterprise';
const all = 146;

let rig: Rig;
beforeAll(async () => {
  rig = await openRig({ isRehearsal: false });
  const desk = ['--contact', 'Desk <desk@gsa.gov.example> owner'];
  const words = ['import', federal, '--format', 'dotgov', '--offer', 'chatgpt', ...desk];
  expect((await onegov(...words, '--starts', daysAhead(30))).code).toBe(0);
  await vi.waitFor(async () => expect(await rig.agreements.count('Phase = "onboarding"')).toBe(all), 20_000);
});
afterAll(() => rig.close());

const onegov = (...words: string[]) => rig.onegov(words);

async function json(...words: string[]) {
  const { code, out, err } = await onegov(...words, '--json');
  return { code, err, value: JSON.parse(out) };
}

describe('an act on all that a filter finds', () => {
  it('is not done unasked: it states how many it is about', async () => {
    const { code, err } = await onegov('suspend', '--offer', 'chatgpt', '--reason', 'a test');
    expect(code).toBe(1);
    expect(err).toBe(
      'That is 146 agreements to suspend. Add --yes to go on, or look first with --dry-run.\n',
    );
  });

  it('shows what would change, those that change alike together, and changes nothing', async () => {
    const clause = ['--clause', 'FAR 52.217-9', '--clause', 'FAR 17.207'];
    const { value } = await json('amend', '--offer', 'chatgpt', ...clause, '--dry-run');
    expect(value).toMatchObject({ matched: all, done: all, refused: 0 });
    expect(value.groups).toMatchObject([{ agreements: all }]);
    expect(
      value.groups[0].changes.map(({ what, slot }: Record<string, string>) => `${what} ${slot}`),
    ).toEqual([
      ...['P30D', 'P14D', 'P7D', 'P1D'].map((lead) => `appears deadline-preliminary-notice-${lead}`),
      'appears deadline-missed-preliminary-notice',
    ]);
    const { value: one } = await json('show', 'gsa.gov', 'chatgpt');
    expect(one.offer.renewal).not.toHaveProperty('deadlines');
  });

  it('is done to each of them, once confirmed, and the ledger follows', async () => {
    const amended = await json('amend', '--offer', 'chatgpt', '--clause', 'FAR 52.217-9', '--yes');
    expect(amended).toMatchObject({ code: 0, value: { matched: all, done: all, refused: 0 } });
    const upcoming = ['upcoming', '--kind', 'deadline-missed', '--to', '+2y', '--limit', '1000'];
    await vi.waitFor(async () => expect((await json(...upcoming)).value).toHaveLength(all), 20_000);
  });

  it('suspends a whole vendor and brings it back; that one is so already is no refusal', async () => {
    expect(await onegov('suspend', 'gsa.gov', 'chatgpt', '--reason', 'a test')).toMatchObject({ code: 0 });
    expect(await onegov('suspend', 'gsa.gov', 'chatgpt', '--reason', 'a test')).toMatchObject({
      code: 1,
      err: `agreement:${offer}:gsa.gov is already suspended.\n`,
    });
    const suspended = await json('suspend', '--offer', 'chatgpt', '--reason', 'a test', '--yes');
    expect(suspended).toMatchObject({
      code: 0,
      value: {
        done: all - 1,
        already: 1,
        reasons: [
          { reason: 'This agreement is already suspended.', examples: [`agreement:${offer}:gsa.gov`] },
        ],
      },
    });
    await vi.waitFor(async () => expect(await rig.agreements.count('Phase = "suspended"')).toBe(all), 20_000);
    const back = await json('reinstate', '--where', 'Phase = "suspended"', '--clock', 'keep', '--yes');
    expect(back).toMatchObject({ code: 0, value: { done: all } });
  });
});

describe('where no worker answers', () => {
  /** An agreement of which no worker ever hears. */
  async function startUnheard(agency: string): Promise<string> {
    const id = `agreement:${offer}:${agency}`;
    await rig.agreements.client.workflow.start('agreement', {
      ...{ workflowId: id, taskQueue: 'nobody', args: [{}] },
      typedSearchAttributes: new TypedSearchAttributes([{ key: searchAttributes.agency, value: agency }]),
    });
    const isListed = async () => expect(await rig.agreements.count(`AgencyId = "${agency}"`)).toBe(1);
    await vi.waitFor(isListed, 20_000);
    return id;
  }

  it('for one, the others are done, and that one is counted apart', async () => {
    const id = await startUnheard('unheard.gov');
    const filter = 'AgencyId IN ("unheard.gov", "gsa.gov", "nasa.gov")';
    const { code, err, value } = await json('hold', '--where', filter, '--yes');
    await rig.agreements.client.workflow.getHandle(id).terminate();
    expect({ code, err, value }).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^1 of 3 agreements gave no answer; check that workers are running/m),
      value: { done: 2, refused: 0, silent: 1, reasons: [{ agreements: 1, examples: [id] }] },
    });
  });

  it('for any, it ends early, and what was done and what was not is told all the same', async () => {
    await rig.stopWorkers();
    const { code, out, err } = await onegov('retry', '--offer', 'chatgpt', '--yes', '--concurrency', '3');
    await rig.restartWorkers();
    expect(code).toBe(1);
    // Those under way as the third fell silent are told, too.
    const [, silent] = /^Trying again: 0\. Refused: 0\. No answer: ([3-5])\.\n/.exec(out) ?? [];
    expect(err.split('\n').at(-2)).toBe(
      `${silent} of 146 agreements gave no answer; check that workers are running (npx onegov up). ${all - Number(silent)} were not reached; run the command again.`,
    );
  });
});

describe('an act on many', () => {
  const counts = { done: 0, already: 0, refused: 0, silent: 0, reasons: [] };

  async function* each(count: number): AsyncIterable<string> {
    for (let number = 1; number <= count; number++) yield `${number}`;
  }

  const options = { concurrency: 10, step: () => {} };

  it('goes on past some that are silent side by side, as long as others answer meanwhile', async () => {
    const act = async (id: string) => {
      const isStuck = Number(id) <= 3;
      await pause(isStuck ? 100 : 20);
      if (isStuck) throw new NoWorkerError(`${id} is there, but no worker answers for it.`);
    };
    const tally = await runOnEach(each(100), act, options);
    expect(tally).toMatchObject({ done: 97, silent: 3 });
  });

  it('tells what was done although the list of the others broke off', async () => {
    async function* brokenOff(): AsyncIterable<string> {
      yield* each(5);
      throw new Error('connection lost');
    }
    const { broken, ...tally } = await runOnEach(brokenOff(), () => pause(20), options);
    expect(tally).toMatchObject({ done: 5 });
    expect(broken).toEqual({ error: new Error('connection lost') });
  });

  it('tells apart what is so already and what refuses', async () => {
    const act = async (id: string) => {
      if (id === '1') throw new AlreadyDoneError('1 is already suspended.');
      if (id === '2') throw new RefusedError('2 is over.');
    };
    const tally = await runOnEach(each(3), act, options);
    expect(tally).toMatchObject({ done: 1, already: 1, refused: 1 });
  });

  it.each<[string, Partial<Tally>, string | undefined]>([
    ['all are done, or were so already', { done: 7, already: 3 }, undefined],
    ['more are there than were counted', { done: 12 }, undefined],
    ['some jumped ahead in the list', { done: 8 }, '2 were not reached; run the command again.'],
    [
      'one did, and some refused',
      { done: 7, refused: 2 },
      '2 of 10 agreements refused. 1 was not reached; run the command again.',
    ],
  ])('where %s, says so in its last words', (_, tally, sentence) => {
    expect(shortfallOf({ ...counts, ...tally }, 10)).toBe(sentence);
  });
});

describe('what is printed', () => {
  it('has nothing of somebody’s file that a terminal would act on', async () => {
    const file = join(tmpdir(), `controls-${process.pid}.csv`);
    writeFileSync(file, 'agency,name\ngsa\u001b[2J.gov,Evil\u001b[31m\u009b2J\n');
    const { out, err } = await onegov('import', file, '--offer', 'chatgpt', '--dry-run');
    expect(out).toContain('gsa\uFFFD[2J.gov');
    expect(out + err).not.toMatch(/(?!\n)\p{Cc}/u);
  });

  it('and can’t be written is told in one sentence', async () => {
    const bin = join(import.meta.dirname, '../../../bin/onegov.mjs');
    const toFull = ['-c', `"${process.execPath}" "${bin}" --help > /dev/full`];
    await expect(promisify(execFile)('sh', toFull)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^The output can't be written: ENOSPC: .*\.\n$/),
    });
  });
});

describe('an act on one', () => {
  it('shows its plan before and after', async () => {
    const words = ['amend', 'usda.gov', 'chatgpt', '--features-end', daysAhead(200), '--dry-run'];
    const { out } = await onegov(...words);
    expect(out).toMatch(
      /^Nothing is done yet\. agreement:openai-chatgpt-enterprise:usda\.gov stays onboarding\./,
    );
    expect(out).toMatch(
      /moves +notice that features end, 30 days before: \w{3}, \w{3} \d{1,2}, \d{4}, .* → /,
    );
  });

  it('names a contact, in addition or in the place of another', async () => {
    const nina = ['--contact', 'Nina <nina@gsa.gov.example> technical'];
    const named = async (...words: string[]) => {
      expect((await onegov('name-contact', 'acus.gov', 'chatgpt', ...words)).code).toBe(0);
      const { contacts } = await rig.agreements.view(`agreement:${offer}:acus.gov`);
      return contacts.map(({ email }) => email);
    };
    expect(await named(...nina)).toEqual(['info@acus.gov', 'nina@gsa.gov.example']);
    const ned = ['--contact', 'Ned <ned@gsa.gov.example> owner', '--instead', 'info@acus.gov'];
    expect(await named(...ned)).toEqual(['ned@gsa.gov.example', 'nina@gsa.gov.example']);
  });

  it.each([
    [
      'two contacts at once',
      ['name-contact', 'gsa.gov', '--contact', 'A <a@x.gov> owner', '--contact', 'B <b@x.gov> owner'],
      /^Name one contact at a time, or all of them with "change-contacts"/,
    ],
    ['no agreement', ['suspend'], /^Name an agreement, or a filter: --agency, --offer or --where/],
    ['no reason', ['terminate', 'gsa.gov'], /^Give a reason to terminate: --reason TEXT\./],
    ['both', ['suspend', 'gsa.gov', '--agency', 'gsa.gov'], /^Name an agreement or a filter, not both\./],
    ['a filter that finds none', ['retry', '--agency', 'nobody.gov'], /^No open agreement matches that\./],
    [
      'an unknown clause',
      ['amend', 'gsa.gov', '--clause', 'FAR 1'],
      /^No clause found for "FAR 1"; the clauses are FAR 17/,
    ],
    [
      'a gate it has not',
      ['determine', 'gsa.gov', '--what', 'moon', '--reference', 'x'],
      /requires no determination "moon"/,
    ],
  ])('refuses %s in one sentence', async (_, words, sentence) => {
    const { code, err } = await onegov(...words);
    expect(code).toBe(1);
    expect(err).toMatch(sentence);
  });
});
