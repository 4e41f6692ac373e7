// Commands that take access away: at a terminal they ask first, and they always need a reason.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { daysAhead } from '../../support/days.ts';
import { openRig, type Rig } from '../../support/rig.ts';
import { atTerminal, hasTerminal } from '../../support/terminal.ts';

const offer = 'openai-chatgpt-enterprise';
const agencies = ['gsa.gov', 'va.gov'];
const reason = ['--reason', 'a test'];

let rig: Rig;
beforeAll(async () => {
  rig = await openRig({ isRehearsal: false });
  for (const agency of agencies) await rig.start({ agency, startsOn: daysAhead(30) });
});
afterAll(() => rig.close());

const statusOf = async (agency: string) => (await rig.agreements.view(`agreement:${offer}:${agency}`)).status;

const type = (answer: string | undefined, ...words: string[]) =>
  atTerminal(words, { env: rig.environment, ...(answer !== undefined && { answer }) });

describe.skipIf(!hasTerminal)('at a terminal', () => {
  it('the command shows what would be sent and taken, and asks; "no" changes nothing', async () => {
    const { code, shown } = await type('n', 'suspend', 'gsa.gov', 'chatgpt', ...reason);
    expect(shown).toMatch(/Nothing is done yet\..* goes from onboarding to suspended\./);
    expect(shown).toMatch(/is added +access is taken away: /);
    expect(shown).toMatch(/is added +notice of the suspension: .* to \S+@/);
    expect(shown).toContain(`Run suspend on agreement:${offer}:gsa.gov? [y/N]`);
    expect(shown).toContain('Nothing was done.');
    expect(code).toBe(1);
    expect(await statusOf('gsa.gov')).toBe('onboarding');
  });

  it('"yes" carries it out', async () => {
    const { code, shown } = await type('y', 'suspend', 'gsa.gov', 'chatgpt', ...reason);
    expect(shown).toContain(`Suspended agreement:${offer}:gsa.gov; it is suspended`);
    expect(code).toBe(0);
    expect(await statusOf('gsa.gov')).toBe('suspended');
  });

  it('the question counts what would only be removed', async () => {
    const { shown } = await type('n', 'terminate', 'va.gov', 'chatgpt', ...reason);
    expect(shown).toMatch(/is added +notice of the termination: /);
    expect(shown).toMatch(/ {2}and \d+ planned obligations would be removed; --dry-run shows all/);
    expect(shown).not.toMatch(/is removed +welcome/);
  });

  it('for many agreements, it shows what would change for all of them', async () => {
    const { code, shown } = await type('n', 'terminate', '--offer', 'chatgpt', ...reason);
    expect(shown).toMatch(/Nothing is done yet\. Would be done: 2\. Refused: 0\./);
    expect(shown).toContain('Run terminate on 2 agreements? [y/N]');
    expect(code).toBe(1);
  });

  it('it does not ask with --yes', async () => {
    const { code, shown } = await type(undefined, 'suspend', 'va.gov', 'chatgpt', ...reason, '--yes');
    expect(shown).not.toContain('[y/N]');
    expect(code).toBe(0);
  });
});

describe('without a terminal', () => {
  it('the command does not ask about one agreement, so that scripts can use it', async () => {
    expect(await rig.onegov(['reinstate', 'va.gov', 'chatgpt'])).toMatchObject({ code: 0 });
    expect(await rig.onegov(['suspend', 'va.gov', 'chatgpt', ...reason])).toMatchObject({ code: 0 });
  });

  it.each(['suspend', 'terminate', 'decline'])('%s is refused without a reason', async (command) => {
    const { code, err } = await rig.onegov([command, 'gsa.gov', 'chatgpt']);
    expect(err).toBe(
      `Give a reason to ${command}: --reason TEXT. It goes on record, and the agency reads it.\n`,
    );
    expect(code).toBe(1);
  });

  it('--dry-run needs no reason', async () => {
    expect(await rig.onegov(['terminate', 'gsa.gov', 'chatgpt', '--dry-run'])).toMatchObject({ code: 0 });
  });
});
