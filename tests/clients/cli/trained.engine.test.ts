// Training on the command line: sessions that change, and who has completed one.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { shiftDate } from '../../../agreements/time/calendar.ts';
import { daysAhead } from '../../support/days.ts';
import { readAttachment } from '../../support/mailbox.ts';
import { openRig, type Rig } from '../../support/rig.ts';

const folder = mkdtempSync(join(tmpdir(), 'training-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | object): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('the sessions of a training', () => {
  let rig: Rig;
  let id: string;
  let intro: Record<string, unknown>;

  beforeAll(async () => {
    rig = await openRig();
    id = await rig.start();
    const { term } = await rig.toDay(id, 5);
    intro = {
      id: 'intro',
      title: 'Introduction',
      starts: `${shiftDate(term.startsOn, 'P30D')}T13:00`,
      timeZone: 'America/New_York',
      minutes: 60,
      place: 'https://training.example/intro',
    };
  });
  afterAll(() => rig.close());

  const amend = (sessions: object, ...more: string[]) =>
    rig.onegov(['amend', id, '--training', file('sessions.json', sessions), ...more]);

  const changes = async () =>
    (await rig.mailsOf(id)).filter(({ subject }) => subject.endsWith('the training sessions have changed'));

  it('are told at once to contacts who were invited, with a calendar file each', async () => {
    const { out, code } = await amend([intro]);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringMatching(/^Amended agreement:/) });
    const [mail] = await vi.waitFor(
      async () => {
        const mails = await changes();
        expect(mails).toHaveLength(1);
        return mails;
      },
      { timeout: 10_000 },
    );
    if (!mail) throw new Error('Nobody was told.');
    expect(mail.to).toEqual([expect.stringMatching(/^owner@/)]);
    const [ics] = mail.attachments;
    if (!ics) throw new Error('There is no calendar file.');
    const calendar = new ICAL.Component(ICAL.parse(await readAttachment(ics)));
    const [component] = calendar.getAllSubcomponents('vevent');
    if (!component) throw new Error('There is no event.');
    expect(new ICAL.Event(component).startDate.toString()).toBe(`${intro.starts}:00`);
    expect(calendar.getFirstSubcomponent('vtimezone')?.getFirstPropertyValue('tzid')).toBe(
      'America/New_York',
    );
  });

  it('can be checked with --dry-run before they change, and nobody is told', async () => {
    const { out } = await amend([], '--dry-run');
    expect(out).toMatch(/^Nothing is done yet\..*\n.*\n +is added +invitation to training: .* to owner@/);
    expect(await changes()).toHaveLength(1);
  });

  it('are refused in one sentence if they can’t be used', async () => {
    const wrong = await amend([{ ...intro, timeZone: 'Eastern', minutes: 'sixty' }]);
    expect(wrong).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        /^\S+sessions\.json, line 1, timeZone must be a time zone such as America\/New_York; \S+sessions\.json, line 1, minutes must be a whole number\.\n$/,
      ),
    });
    const none = await rig.onegov(['amend', id, '--training', join(folder, 'none.json')]);
    expect(none).toMatchObject({ code: 1, err: expect.stringMatching(/none\.json can't be read: ENOENT/) });
  });
});

describe('who has completed a training', () => {
  const offer = 'openai-chatgpt-enterprise';
  const gsa = `agreement:${offer}:gsa.gov`;
  let rig: Rig;

  beforeAll(async () => {
    rig = await openRig({ isRehearsal: false });
    for (const agency of ['gsa.gov', 'va.gov']) await rig.start({ agency, startsOn: daysAhead(30) });
  });
  afterAll(() => rig.close());

  const trained = (...words: string[]) => rig.onegov(['trained', ...words]);
  const entries = async (id: string) =>
    (await rig.agreements.view(id)).record.flatMap((entry) =>
      entry.type === 'trained' ? [[entry.training, ...entry.people]] : [],
    );

  it('is put on record for one agreement, once', async () => {
    const who = ['--who', 'olive@gsa.gov', '--who', 'Bob@gsa.gov', '--training', 'Introduction'];
    const { out, code } = await trained('gsa.gov', 'chatgpt', ...who);
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Put on record for agreement:/),
    });
    expect(await entries(gsa)).toEqual([['Introduction', 'olive@gsa.gov', 'Bob@gsa.gov']]);
    expect(await trained('gsa.gov', 'chatgpt', '--who', 'bob@gsa.gov')).toMatchObject({
      code: 1,
      err: `${gsa} already has on record that these people completed a training.\n`,
    });
  });

  it.each([
    ['nobody named', ['gsa.gov', 'chatgpt'], /^Say who has completed it \(--who\), or name a file/],
    ['no mail address', ['gsa.gov', 'chatgpt', '--who', 'bob'], /^--who bob must be one mail address/],
    ['a file and an agreement', ['gsa.gov', '--file', 'x.csv'], /^Name a file or agreements, not both/],
    ['a file and somebody', ['--file', 'x.csv', '--who', 'bob@gsa.gov'], /leave out --who and --training/],
    ['a file that is not there', ['--file', 'none.csv'], /^No file found at none\.csv\./],
  ])('is refused with %s, in one sentence', async (_, words, sentence) => {
    const { code, err } = await trained(...words);
    expect(code).toBe(1);
    expect(err).toMatch(sentence);
  });

  it('by a file: every row is checked first, and named by line and column', async () => {
    const rows = [
      'agency,offer,email,training',
      'va.gov,chatgpt,vera@va.gov,',
      'va,chatgpt,vera@va.gov,',
      'va.gov,moon,vera at va.gov,',
      'va.gov,,vera@va.gov',
    ];
    const { code, out, err } = await trained('--file', file('wrong.csv', `${rows.join('\n')}\n`));
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      'line 3, agency: must be a .gov domain such as access-board.gov',
      expect.stringMatching(/^line 4, offer: No offer found for "moon".*; email: must be one mail address/),
      'line 5, the row: has 3 cells, and the heading has 4',
      '',
    ]);
    expect(err).toBe("3 of 4 rows can't be used, so nothing was put on record. Correct them first.\n");
    expect(await entries(`agreement:${offer}:va.gov`)).toEqual([]);
    const headings = await trained('--file', file('heading.csv', 'agency,offer,mail\n'));
    expect(headings.err).toMatch(
      /has the unknown column "mail"; the columns are agency, offer, email, training/,
    );
  });

  const many = () =>
    file(
      'trained.csv',
      [
        'email,agency,offer,training',
        'carol@gsa.gov,gsa.gov,chatgpt,Introduction',
        'vera@va.gov,va.gov,chatgpt,',
        'BOB@gsa.gov,GSA.gov,chatgpt,Introduction',
        'dave@gsa.gov,gsa.gov,chatgpt,Introduction',
        'erin@gsa.gov,gsa.gov,chatgpt,Advanced',
        'Carol@gsa.gov,gsa.gov,chatgpt,Advanced',
        'nobody@doi.gov,doi.gov,chatgpt,',
        '',
      ].join('\r\n'),
    );
  const told = (out: string) =>
    JSON.parse(out).rows.map(({ line, outcome }: { line: number; outcome: string }) => `${line} ${outcome}`);

  it('by a file: --dry-run checks it, and nothing is put on record', async () => {
    const { code, out, err } = await trained('--file', many(), '--dry-run', '--json');
    expect({ code, err }).toEqual({ code: 1, err: '1 of 7 rows were refused.\n' });
    expect(told(out)).toEqual([
      '2 would be put on record',
      '3 would be put on record',
      '4 already on record',
      '5 would be put on record',
      '6 would be put on record',
      '7 already on record',
      '8 refused',
    ]);
    expect(await entries(gsa)).toHaveLength(1);
  });

  it('by a file: the rows of one agreement go together, and nothing is put on record twice', async () => {
    const { code, out, err } = await trained('--file', many());
    expect({ code, err }).toEqual({ code: 1, err: '1 of 7 rows were refused.\n' });
    expect(out).toMatch(/2 +agreement:\S+:gsa\.gov +carol@gsa\.gov +Introduction +put on record/);
    expect(out).toMatch(/8 +.*doi\.gov +refused +No agreement found for agreement:\S+:doi\.gov\./);
    expect(out).toMatch(/\n4 put on record, 2 already on record, 1 refused\.\n$/);
    const recorded = await entries(gsa);
    expect(recorded.slice(1)).toEqual([
      ['Introduction', 'carol@gsa.gov', 'dave@gsa.gov'],
      ['Advanced', 'erin@gsa.gov'],
    ]);
    const again = await trained('--file', many(), '--json');
    expect(JSON.parse(again.out).counts).toEqual({ 'already on record': 6, refused: 1 });
    expect(await entries(gsa)).toEqual(recorded);
  });
});
