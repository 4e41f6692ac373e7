import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { program } from '../../../clients/cli/program.ts';
import { openRig, type Rig } from '../../support/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const onegov = (...words: string[]) => rig.onegov(words);

const offer = 'openai-chatgpt-enterprise';

describe('onegov rehearse', () => {
  it('prints the year as it passes and ends with a summary', async () => {
    const { code, out } = await onegov(
      'rehearse',
      '--agency',
      'access-board.gov',
      '--offer',
      offer,
      '--decide',
      'renew@300d',
    );
    expect(code).toBe(0);
    expect(out).toMatch(/E[SD]T {2}access {6}grant-access: \d+ changes/);
    expect(out).toMatch(/E[SD]T {2}decision {4}renew, by /);
    expect(out).toMatch(/E[SD]T {2}term {8}2 began/);
    expect(out).toMatch(/Ended {6}(standard|renewed), in term 2/);
    expect(out).toMatch(/Attention {2}nothing/);
  });

  it('gives the summary as JSON, and nothing else', async () => {
    const { code, out } = await onegov('rehearse', '--agency', 'acus.gov', '--offer', 'grok', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ status: 'expired', terms: 1, attention: [] });
  });

  it('shows them in the list, and each by its id', async () => {
    const { out } = await onegov('list', '--json', '--where', 'OfferId = "xai-grok"');
    const [listed] = JSON.parse(out);
    expect(listed).toMatchObject({ agency: 'acus.gov', offer: 'xai-grok', phase: 'expired' });
    const shown = await onegov('show', listed.id);
    expect(shown.code).toBe(0);
    expect(shown.out).toContain('Administrative Conference of the United States: xAI Grok');
    expect(shown.out).toContain('Nothing is due any more.');
  });
});

describe('onegov --help', () => {
  it('says what the exit codes mean', async () => {
    const { code, out } = await onegov('--help');
    expect(code).toBe(0);
    expect(out).toMatch(/Exit codes:\n {2}0 {3}done\n {2}1 {3}refused, /);
  });

  it('gives examples with every command', () => {
    for (const command of program().commands) {
      let help = '';
      command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
      expect(help, command.name()).toMatch(/^Examples?:\n {2}.*onegov /m);
    }
  });

  it('has no colors where it is not a terminal', async () => {
    expect((await onegov('show', '--help')).out).not.toContain('\u001b[');
  });
});

describe('a profile', () => {
  it('leads to its cluster', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'onegov-profile-'));
    const file = join(folder, 'temporal.toml');
    writeFileSync(file, `[profile.mine]\naddress = "${inject('address')}"\nnamespace = "${rig.namespace}"\n`);
    const env = { TEMPORAL_CONFIG_FILE: file, TEMPORAL_NAMESPACE: '', TEMPORAL_ADDRESS: '' };
    const { code, out } = await rig.onegov(
      ['list', '--profile', 'mine', '--where', 'OfferId = "xai-grok"', '--json'],
      { env },
    );
    rmSync(folder, { recursive: true });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{ agency: 'acus.gov', offer: 'xai-grok' }]);
  });
});

describe('an error', () => {
  it.each<[string, string[], number, RegExp]>([
    [
      'an unknown offer',
      ['rehearse', '--agency', 'gsa.gov', '--offer', 'nobody'],
      1,
      /^There is no offer "nobody"; there are .*\.\n$/,
    ],
    [
      'a malformed domain',
      ['rehearse', '--agency', 'gsa', '--offer', offer],
      1,
      /^The request can't be used: agency must be a \.gov domain such as access-board\.gov\.\n$/,
    ],
    [
      'no contacts',
      ['start', '--agency', 'gsa.gov', '--offer', offer],
      1,
      /^The request can't be used: contacts must name at least one contact\.\n$/,
    ],
    [
      'an impossible date',
      ['rehearse', '--agency', 'gsa.gov', '--offer', offer, '--starts', '2027-02-30'],
      2,
      /Write a day that exists as 2027-01-05, today, tomorrow or \+14d\./,
    ],
    [
      'a malformed contact',
      ['start', '--agency', 'gsa.gov', '--offer', offer, '--contact', 'Olive'],
      2,
      /Write a contact as "Name <mail address> role,role"\./,
    ],
    [
      'an unknown choice',
      ['reinstate', 'gsa.gov', '--clock', 'sideways'],
      2,
      /Allowed choices are keep, move\./,
    ],
    [
      'a decision too early',
      ['rehearse', '--agency', 'gsa.gov', '--offer', offer, '--decide', 'renew@10d'],
      1,
      /renewal window opens 120 days before the term ends on /,
    ],
    [
      'an agreement that is not there',
      ['show', 'gsa.gov', offer],
      1,
      /^There is no agreement of gsa\.gov\.\n$/,
    ],
    [
      'a rehearsal that is not there',
      ['show', 'agreement:xai-grok:gsa.gov@2026-01-05T00:00:00.000Z'],
      1,
      /^There is no agreement agreement:xai-grok:gsa\.gov@2026-01-05T00:00:00\.000Z\.\n$/,
    ],
    [
      'a profile that is not there',
      ['--profile', 'nobody', 'list'],
      2,
      /^There is no profile "nobody" in temporal\.toml; it has none, or is not there\.\n$/,
    ],
    ['an unknown command', ['celebrate'], 2, /unknown command 'celebrate'/],
  ])('for %s is one sentence and an exit code, never a stack', async (_, words, code, sentence) => {
    const ended = await onegov(...words);
    expect(ended.err).toMatch(sentence);
    expect(ended.err).not.toMatch(/\n\s+at /);
    expect(ended.code).toBe(code);
  });

  it('names the wrong setting', async () => {
    const ended = await rig.onegov(['list'], { env: { TEMPORAL_PORT: 'abc' } });
    expect(ended).toMatchObject({ code: 2, err: 'TEMPORAL_PORT should be a port number from 1 to 65535.\n' });
  });

  it('keeps a rehearsal from mailing people', async () => {
    const rehearse = ['rehearse', '--agency', 'gsa.gov', '--offer', offer];
    const ended = await rig.onegov(rehearse, {
      env: { SMTP_URL: 'smtp://mail.example.gov:25', MAIL_FROM: 'a@b.gov', OPERATORS_MAIL: 'c@b.gov' },
    });
    expect(ended.err).toBe(
      'A rehearsal mails only a mailbox of ours, and SMTP_URL is set; set REHEARSAL_SMTP_URL too.\n',
    );
    expect(ended.code).toBe(1);
  });

  it('says what to do when no server answers', async () => {
    const ended = await rig.onegov(['list'], { env: { TEMPORAL_ADDRESS: '127.0.0.1:1' } });
    expect(ended.err).toBe(
      'No Temporal server answers at 127.0.0.1:1; start one with "npx onegov up", or set TEMPORAL_ADDRESS.\n',
    );
    expect(ended.code).toBe(1);
  });
});
