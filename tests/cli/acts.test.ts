// Acts in bulk as an operator does them: the whole federal file, looked at first, then changed, and the vendor's absence.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { daysAhead } from '../support/days.ts';
import { openRig, type Rig } from '../support/rig.ts';

const federal = join(import.meta.dirname, '../../data/current-federal.csv');
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
    const { code, err } = await onegov('suspend', '--offer', 'chatgpt');
    expect(code).toBe(1);
    expect(err).toBe(
      'That is 146 agreements to suspend; say --yes to go on, or look first with --dry-run.\n',
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
    expect(await onegov('suspend', 'gsa.gov', 'chatgpt')).toMatchObject({
      code: 1,
      err: `agreement:${offer}:gsa.gov is suspended already.\n`,
    });
    const suspended = await json('suspend', '--offer', 'chatgpt', '--yes');
    expect(suspended).toMatchObject({
      code: 0,
      value: {
        done: all - 1,
        already: 1,
        reasons: [{ reason: 'It is suspended already.', examples: [`agreement:${offer}:gsa.gov`] }],
      },
    });
    await vi.waitFor(async () => expect(await rig.agreements.count('Phase = "suspended"')).toBe(all), 20_000);
    const back = await json('reinstate', '--where', 'Phase = "suspended"', '--clock', 'keep', '--yes');
    expect(back).toMatchObject({ code: 0, value: { done: all } });
  });
});

describe('an act on one', () => {
  it('shows its plan before and after', async () => {
    const words = ['amend', 'usda.gov', 'chatgpt', '--features-end', daysAhead(200), '--dry-run'];
    const { out } = await onegov(...words);
    expect(out).toMatch(
      /^Nothing is done yet\. agreement:openai-chatgpt-enterprise:usda\.gov stays onboarding\./,
    );
    expect(out).toMatch(/moves +features-ending-P30D +\w{3} \d{4}-\d\d-\d\d .* → /);
  });

  it.each([
    ['no agreement', ['suspend'], /^Name an agreement, or a filter: --agency, --offer or --where/],
    ['both', ['suspend', 'gsa.gov', '--agency', 'gsa.gov'], /^Name an agreement or a filter, not both\./],
    ['a filter that finds none', ['suspend', '--agency', 'nobody.gov'], /^No open agreement matches that\./],
    [
      'an unknown clause',
      ['amend', 'gsa.gov', '--clause', 'FAR 1'],
      /^There is no clause "FAR 1"; there are FAR 17/,
    ],
    [
      'a gate it has not',
      ['determine', 'gsa.gov', '--what', 'moon', '--reference', 'x'],
      /wants no "moon" on record/,
    ],
  ])('refuses %s in one sentence', async (_, words, sentence) => {
    const { code, err } = await onegov(...words);
    expect(code).toBe(1);
    expect(err).toMatch(sentence);
  });
});
