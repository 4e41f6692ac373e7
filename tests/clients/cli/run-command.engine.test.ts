// Commands on one agreement and on many, as an operator gives them: a look first, then the whole federal file.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TypedSearchAttributes } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
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

describe('a command on all that a filter finds', () => {
  it('is not carried out without a question: it says how many agreements it is about', async () => {
    const { code, err } = await onegov('suspend', '--offer', 'chatgpt', '--reason', 'a test');
    expect(code).toBe(1);
    expect(err).toBe(
      'That is 146 agreements to suspend. Add --yes to go on, or look first with --dry-run.\n',
    );
  });

  it('shows with --dry-run what would change, in groups, and changes nothing', async () => {
    const clause = ['--clause', 'FAR 52.217-9', '--clause', 'FAR 17.207'];
    const { value } = await json('amend', '--offer', 'chatgpt', ...clause, '--dry-run');
    expect(value).toMatchObject({ matched: all, done: all, refused: 0 });
    expect(value.groups).toMatchObject([{ agreements: all }]);
    expect(
      value.groups[0].changes.map(({ what, slot }: Record<string, string>) => `${what} ${slot}`),
    ).toEqual([
      ...['P30D', 'P14D', 'P7D', 'P1D'].map((lead) => `is added deadline-preliminary-notice-${lead}`),
      'is added deadline-missed-preliminary-notice',
    ]);
    const { value: one } = await json('show', 'gsa.gov', 'chatgpt');
    expect(one.offer.renewal).not.toHaveProperty('deadlines');
  });

  it('is carried out on each of them with --yes, and the lists show it', async () => {
    const amended = await json('amend', '--offer', 'chatgpt', '--clause', 'FAR 52.217-9', '--yes');
    expect(amended).toMatchObject({ code: 0, value: { matched: all, done: all, refused: 0 } });
    const upcoming = ['upcoming', '--kind', 'deadline-missed', '--to', '+2y', '--limit', '1000'];
    await vi.waitFor(async () => expect((await json(...upcoming)).value).toHaveLength(all), 20_000);
  });

  it('suspends a whole vendor and brings it back; an agreement that is suspended already does not count as refused', async () => {
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

describe('if no worker answers', () => {
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

  it('for one agreement, the others are done, and that one is counted separately', async () => {
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

  it('for any agreement, the command ends early, and says what was done and what was not', async () => {
    await rig.stopWorkers();
    const { code, out, err } = await onegov('retry', '--offer', 'chatgpt', '--yes', '--concurrency', '3');
    await rig.restartWorkers();
    expect(code).toBe(1);
    // Those under way as the third fell silent are told, too.
    const [, silent] = /^Trying again: 0\. Refused: 0\. No answer: ([3-5])\.\n/.exec(out) ?? [];
    expect(err.split('\n').at(-2)).toBe(
      `${silent} of 146 agreements gave no answer; check that workers are running (onegov up). ${all - Number(silent)} were not reached; run the command again.`,
    );
  });
});

describe('closures', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'closures-')), 'own.json');
  const closed = { from: daysAhead(1), to: daysAhead(300), name: 'a long lapse', source: 'a memo' };
  writeFileSync(file, JSON.stringify([closed]));
  const env = { CLOSURES_FILE: file };

  it('of an operator move what lies ahead, on all agreements, and once', async () => {
    const words = ['observe-closures', '--agency', 'nrc.gov'];
    expect((await rig.onegov(['closures'], { env })).out).toContain('(a long lapse, a memo)');
    const { out } = await rig.onegov([...words, '--dry-run'], { env });
    expect(out).toMatch(/moves +notice that features end/);
    expect(out).toContain('Federal offices are closed: ');
    expect((await rig.onegov([...words, '--yes'], { env })).out).toMatch(/^Brought up to date: 1\./);
    expect((await rig.onegov([...words, '--yes'], { env })).out).toMatch(/already so: 1|Already/i);
    const { agency } = await rig.agreements.view(`agreement:${offer}:nrc.gov`);
    expect(agency.closures).toEqual([closed]);
  });
});

describe('a command on one', () => {
  it('shows the plan before and after', async () => {
    const words = ['amend', 'usda.gov', 'chatgpt', '--features-end', daysAhead(200), '--dry-run'];
    const { out } = await onegov(...words);
    expect(out).toMatch(
      /^Nothing is done yet\. agreement:openai-chatgpt-enterprise:usda\.gov stays onboarding\./,
    );
    expect(out).toMatch(
      /moves +notice that features end, 30 days before: \w{3}, \w{3} \d{1,2}, \d{4}, .* → /,
    );
  });

  it('names a contact, in addition to the others or in place of one', async () => {
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
