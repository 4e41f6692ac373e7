import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
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
  it('prints the year as it passes, and a summary at the end', async () => {
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
    expect(out).toMatch(/E[SD]T +done {8}access is given: \d+ changes in the directory/);
    expect(out).toMatch(/E[SD]T +decision {4}renew, by /);
    expect(out).toMatch(/E[SD]T +term {8}2 began/);
    expect(out).toMatch(/Ended {6}(standard|renewed), in term 2/);
    expect(out).toMatch(/Issues {5}none/);
  });

  it('gives the summary as JSON, and nothing else', async () => {
    const { code, out } = await onegov('rehearse', '--agency', 'acus.gov', '--offer', 'grok', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ status: 'expired', terms: 1, issues: [] });
  });

  it('appears in the list, and is shown by its id', async () => {
    const { out } = await onegov('list', '--json', '--where', 'OfferId = "xai-grok"');
    const [listed] = JSON.parse(out);
    expect(listed).toMatchObject({ agency: 'acus.gov', offer: 'xai-grok', phase: 'expired' });
    const shown = await onegov('show', listed.id);
    expect(shown.code).toBe(0);
    expect(shown.out).toContain('Administrative Conference of the United States: xAI Grok');
    expect(shown.out).toContain('Nothing is due any more.');
  });
});

describe('onegov alone', () => {
  it('prints three commands to begin with, and where all of them are', async () => {
    const { code, out, err } = await onegov();
    expect(out.match(/^ {2}onegov /gm)).toHaveLength(3);
    expect(out).toContain('"onegov --help" shows every command');
    expect([code, err]).toEqual([0, '']);
  });
});

describe('onegov --help', () => {
  it('says what the exit codes mean', async () => {
    const { code, out } = await onegov('--help');
    expect(code).toBe(0);
    expect(out).toMatch(/Exit codes:\n {2}0 {3}done\n {2}1 {3}refused, /);
  });

  it('gives examples with every command', async () => {
    for (const command of (await program()).commands) {
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
  it('selects its cluster', async () => {
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
      /^No offer found for "nobody"; the offers are .*\.\n$/,
    ],
    [
      'a malformed domain',
      ['rehearse', '--agency', 'gsa', '--offer', offer],
      1,
      /^--agency must be a \.gov domain such as access-board\.gov; did you mean gsa\.gov\?\n$/,
    ],
    [
      'no contacts',
      ['start', '--agency', 'gsa.gov', '--offer', offer],
      1,
      /^--contact must name at least one contact\.\n$/,
    ],
    [
      'a mistyped agency',
      ['start', '--agency', 'acsu.gov', '--offer', offer],
      1,
      /^acsu\.gov is not in the \.gov registry's federal file; did you mean acus\.gov\? If it is an agency that the file lacks, add --name and --time-zone\.\n$/,
    ],
    [
      'an agency that the registry lacks',
      ['start', '--agency', 'nowhere-at-all.gov', '--offer', offer, '--name', 'Nowhere'],
      1,
      /^nowhere-at-all\.gov is not in the \.gov registry's federal file\. Add --name and --time-zone\.\n$/,
    ],
    [
      'a wrong time zone',
      ['start', '--agency', 'nowhere.gov', '--offer', offer, '--name', 'Nowhere', '--time-zone', 'Eastern'],
      1,
      /^--time-zone must be a time zone such as America\/New_York; --contact must name at least one contact\.\n$/,
    ],
    [
      'a wrong role and a wrong address',
      ['start', '--agency', 'gsa.gov', '--offer', offer, '--contact', 'Olive Owner <olive> ownr'],
      1,
      /^--contact "Olive Owner": email must be one mail address such as \S+; --contact "Olive Owner": role must be one of owner, /,
    ],
    [
      'a wrong price and a wrong length',
      ['renew', 'gsa.gov', '--price', '1', '--length', 'a year'],
      1,
      /^--price must be an amount such as 1\.00; --length must be a period such as P1Y, P18M or P60D\.\n$/,
    ],
    [
      'a wrong number of a clause',
      ['amend', 'gsa.gov', '--clause', 'FAR 52.217-9=soon'],
      1,
      /^"FAR 52\.217-9=soon" can't be used: soon must be a period such as P45D\.\n$/,
    ],
    ['nothing to amend', ['amend', 'gsa.gov'], 1, /^Say what to amend: --term-ends, --features-end, /],
    [
      'a second address that is none',
      ['trained', 'gsa.gov', '--who', 'olive@gsa.gov', '--who', 'nina'],
      1,
      /^--who nina must be one mail address such as /,
    ],
    [
      'a decision that a rehearsal has no options for',
      ['rehearse', '--agency', 'gsa.gov', '--offer', offer, '--decide', 'switch@10d'],
      2,
      /Write a decision as renew@300d; the decisions are accept, renew, decline, extend, /,
    ],
    [
      'an overlap that is no period',
      ['switch', 'gsa.gov', '--to', 'grok', '--overlap', 'long'],
      2,
      /Write a period such as P14D, P2M or P1Y\./,
    ],
    [
      'an impossible date',
      ['rehearse', '--agency', 'gsa.gov', '--offer', offer, '--starts', '2027-02-30'],
      2,
      /Write a day that exists, such as 2027-01-05, today, tomorrow or \+14d\./,
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
      /renewal window opens 120 days before the term ends; its last day is /,
    ],
    [
      'an agreement that is not there',
      ['show', 'gsa.gov', offer],
      1,
      /^No agreement found for gsa\.gov\.\n$/,
    ],
    [
      'a rehearsal that is not there',
      ['show', 'agreement:xai-grok:gsa.gov@2026-01-05T00:00:00.000Z'],
      1,
      /^No agreement found for agreement:xai-grok:gsa\.gov@2026-01-05T00:00:00\.000Z\.\n$/,
    ],
    [
      'a profile that is not there',
      ['--profile', 'nobody', 'list'],
      2,
      /^No profile "nobody" found in temporal\.toml; check that the file exists and has profiles\.\n$/,
    ],
    ['an unknown command', ['celebrate'], 2, /unknown command 'celebrate'/],
  ])('for %s is one sentence and an exit code, without a stack', async (_, words, code, sentence) => {
    const ended = await onegov(...words);
    expect(ended.err).toMatch(sentence);
    expect(ended.err).not.toMatch(/\n\s+at /);
    expect(ended.code).toBe(code);
  });

  it('in a file of contacts names its line', async () => {
    const file = join(tmpdir(), `contacts-${process.pid}.json`);
    writeFileSync(
      file,
      '[\n  { "name": "Olive Owner", "email": "olive@gsa.gov",\n    "roles": ["ownr"] }\n]',
    );
    const ended = await onegov('start', '--agency', 'gsa.gov', '--offer', offer, '--contacts', file);
    rmSync(file);
    expect(ended.err).toBe(
      `${file}, line 3, roles must be one of owner, contracting, technical, executive.\n`,
    );
    expect(ended.code).toBe(1);
  });

  it('names the wrong setting', async () => {
    const ended = await rig.onegov(['list'], { env: { TEMPORAL_PORT: 'abc' } });
    expect(ended).toMatchObject({
      code: 2,
      err: 'TEMPORAL_PORT is not a port number; set it to a number from 1 to 65535.\n',
    });
  });

  it('stops a rehearsal that would send mail to people', async () => {
    const rehearse = ['rehearse', '--agency', 'gsa.gov', '--offer', offer];
    const ended = await rig.onegov(rehearse, {
      env: { SMTP_URL: 'smtp://mail.example.gov:25', MAIL_FROM: 'a@b.gov', OPERATORS_MAIL: 'c@b.gov' },
    });
    expect(ended.err).toBe(
      'A rehearsal sends mail only to a test mailbox. SMTP_URL is set, so set REHEARSAL_SMTP_URL too.\n',
    );
    expect(ended.code).toBe(1);
  });

  it('says what to do when no server answers', async () => {
    const ended = await rig.onegov(['list'], { env: { TEMPORAL_ADDRESS: '127.0.0.1:1' } });
    expect(ended.err).toBe(
      'No Temporal server answers at 127.0.0.1:1. Start one with "onegov up", or set TEMPORAL_ADDRESS.\n',
    );
    expect(ended.code).toBe(1);
  });
});

describe('what is printed', () => {
  it('has no characters from a file that a terminal would obey', async () => {
    const file = join(tmpdir(), `controls-${process.pid}.csv`);
    writeFileSync(file, 'agency,name\ngsa\u001b[2J.gov,Evil\u001b[31m\u009b2J\n');
    const { out, err } = await onegov('import', file, '--offer', 'chatgpt', '--dry-run');
    expect(out).toContain('gsa\uFFFD[2J.gov');
    expect(out + err).not.toMatch(/(?!\n)\p{Cc}/u);
  });

  it('but can’t be written is reported in one sentence', async () => {
    const bin = join(import.meta.dirname, '../../../bin/onegov.mjs');
    const toFull = ['-c', `"${process.execPath}" "${bin}" --help > /dev/full`];
    await expect(promisify(execFile)('sh', toFull)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^The output can't be written: ENOSPC: .*\.\n$/),
    });
  });
});

describe('onegov start', () => {
  it('says why the agency has its time zone if its state has two, and how to set another', async () => {
    const start = ['start', '--agency', 'tva.gov', '--offer', 'claude', '--contact', 'O <r&d@tva.gov> owner'];
    const { code, out } = await onegov(...start);
    expect(code).toBe(0);
    expect(out).toContain(
      'Note: its time zone is America/New_York, because its city is Knoxville, TN. If it is another, start with --time-zone.',
    );
    expect(await rig.agreements.view('agreement:anthropic-claude:tva.gov')).toMatchObject({
      agency: { timeZone: 'America/New_York' },
      contacts: [{ email: 'r&d@tva.gov' }],
    });
  });
});
