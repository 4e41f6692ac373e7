// The file that "import" reads: what a row means, and what is wrong with it and where.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { type Format, readRows } from '../../../clients/bulk/agencies-file.ts';
import { type CheckedRow, checkRows, reasonOf } from '../../../clients/bulk/bulk-start.ts';
import { findOffer } from '../../../offers/catalog.ts';
import { carl, chatgpt } from '../../agreements/support/given.ts';
import { all } from '../../support/iterables.ts';
import { catalog, defaults, now, registry } from './given.ts';

const folder = mkdtempSync(join(tmpdir(), 'import-'));
afterAll(() => rmSync(folder, { recursive: true }));

const path = join(folder, 'some.csv');

async function checked(text: string | Buffer, more = {}, format: Format = 'ours'): Promise<CheckedRow[]> {
  writeFileSync(path, text);
  const asked = { ...defaults, ...more };
  const offer = findOffer(catalog, asked.offer);
  return all(checkRows(readRows(path, format, asked), { offer, registry, now }));
}

describe('a file of ours', () => {
  it('needs an agency and a contact; the registry and the options have the rest', async () => {
    const [row] = await checked('agency,owner_name,owner_email\nGSA.gov,Olive,olive@gsa.gov\n', {
      startsOn: '2027-01-04',
    });
    expect(row).toMatchObject({ line: 2, name: 'General Services Administration', faults: [] });
    expect(row?.request).toEqual({
      offer: chatgpt.id,
      agency: { id: 'GSA.gov' },
      contacts: [{ name: 'Olive', email: 'olive@gsa.gov', roles: ['owner'] }],
      startsOn: '2027-01-04',
      by: 'Olive',
    });
  });

  it('may have the rest itself, which then counts', async () => {
    const [row] = await checked(
      'owner_name,owner_email,starts,time_zone,name,agency\nO,o@x.gov,2027-02-01,Asia/Tokyo,New One,new.gov\n',
      { startsOn: '2027-01-04' },
    );
    expect(row).toMatchObject({
      name: 'New One',
      startsOn: '2027-02-01',
      request: { agency: { id: 'new.gov', name: 'New One', timeZone: 'Asia/Tokyo' } },
    });
  });

  it('makes one contact of an address in several roles', async () => {
    const [row] = await checked(
      'agency,owner_name,owner_email,technical_name,technical_email,executive_email\n' +
        'gsa.gov,Olive,olive@gsa.gov,Tess,tess@gsa.gov,OLIVE@gsa.gov\n',
    );
    expect(row?.request.contacts).toEqual([
      { name: 'Olive', email: 'olive@gsa.gov', roles: ['owner', 'executive'] },
      { name: 'Tess', email: 'tess@gsa.gov', roles: ['technical'] },
    ]);
  });

  it('takes the language of a contact, and refuses one that has no letters', async () => {
    const [row, wrong, two] = await checked(
      'agency,owner_name,owner_email,owner_language,technical_email,technical_language\n' +
        'gsa.gov,Olive,olive@gsa.gov,,olive@gsa.gov,es\n' +
        'va.gov,Vera,vera@va.gov,fr,,\n' +
        'doi.gov,Dan,dan@doi.gov,en,dan@doi.gov,es\n',
    );
    expect(row?.request.contacts).toEqual([
      { name: 'Olive', email: 'olive@gsa.gov', roles: ['owner', 'technical'], language: 'es' },
    ]);
    const faultsOf = (of: typeof row) => of?.faults.map(({ column, text }) => `${column}: ${text}`);
    expect(faultsOf(wrong)).toEqual(['owner_language: must be one of en, es']);
    expect(faultsOf(two)).toEqual(['technical_language: is es, but dan@doi.gov is en in the same row']);
  });

  it('says which time zone the registry has for an agency whose state has two, unless the row has one', async () => {
    const rows = await checked(
      'agency,time_zone,owner_name,owner_email\ntva.gov,,O,o@x.gov\nornl.gov,America/Chicago,O,o@x.gov\n',
    );
    expect(rows.map(({ note }) => note)).toEqual([
      'its time zone is America/New_York, because its city is Knoxville, TN',
      '',
    ]);
  });

  it('may come from Excel in other regions, and have any address of RFC 5322', async () => {
    const addresses = [
      'r&d@access-board.gov',
      'wren@xn--bcher-kva.xn--p1ai',
      'team/ai=7@abmc.gov',
      "robin.o'dell+ai@achp.gov",
    ];
    const agencies = ['access-board.gov', 'acus.gov', 'abmc.gov', 'achp.gov'];
    const lines = agencies.map((agency, index) => `${agency};Rowan Vale;${addresses[index]}\r\n`);
    const rows = await checked(`\uFEFFagency;owner_name;owner_email\r\n${lines.join('')}`);
    expect(rows.map(reasonOf)).toEqual(['', '', '', '']);
    expect(rows.map(({ request }) => request.contacts[0]?.email)).toEqual(addresses);
  });

  it('keeps a separator of lines in a cell from splitting the row, and refuses the name', async () => {
    const rows = await checked(
      'agency,name,owner_name,owner_email\ngsa.gov,General\u2028Services,O,o@x.gov\nva.gov,A\u0085B,O,o@x.gov\nacus.gov,,O\u2029,o@x.gov\n',
    );
    const flaw = 'name: must be one line without control or invisible characters';
    expect(rows.map(reasonOf)).toEqual([flaw, flaw, '']);
    expect(rows.map(({ faults: [fault] }) => fault?.line)).toEqual([2, 3, undefined]);
  });

  it('uses the contacts of the options for an agency without one', async () => {
    const [row] = await checked('agency\ngsa.gov\n', { contacts: [carl] });
    expect(row?.request.contacts).toEqual([carl]);
  });

  it('takes the last day of the term from the row, and names its column if it does not fit', async () => {
    const rows = 'gsa.gov,2027-03-31,2028-03-30\nacus.gov,2027-03-31,2027-03-01\nnsf.gov,2027-03-31,soon\n';
    const [fits, early, none] = await checked(`agency,starts,last_day\n${rows}`, { contacts: [carl] });
    expect(fits?.request).toMatchObject({ startsOn: '2027-03-31', lastDay: '2028-03-30' });
    expect(early && reasonOf(early)).toMatch(/^last_day: .* is not after its first day, Wed, Mar 31, 2027/);
    expect(none && reasonOf(none)).toBe('last_day: must be a date that exists, written YYYY-MM-DD');
  });

  it.each([
    ['a start outside the window', 'microsoft-copilot', '2026-12-01,2027-11-30', /^starts: .*closes after/],
    [
      'a last day that the order has to name',
      'openai-chatgpt-schedule',
      '2026-12-01,',
      /^last_day: .*without a last day/,
    ],
    [
      'an order that is over',
      'openai-chatgpt-enterprise',
      '2025-12-01,2026-01-31',
      /^last_day: .*the order would have ended/,
    ],
  ])('names the column of %s', async (_, offer, days, reason) => {
    const [row] = await checked(`agency,starts,last_day\ngsa.gov,${days}\n`, { contacts: [carl], offer });
    expect(row && reasonOf(row)).toMatch(reason);
  });

  const heading = 'agency,name,time_zone,starts,owner_name,owner_email,technical_name,technical_email\n';

  it.each<[string, string, string]>([
    ['a domain', 'gsa,,,,O,o@x.gov,,', 'agency: must be a .gov domain such as access-board.gov'],
    ['no domain', ',,,,O,o@x.gov,,', 'agency: must be a .gov domain such as access-board.gov'],
    ['an offset', 'gsa.gov,,-05:00,,O,o@x.gov,,', 'time_zone: must be a time zone such as America/New_York'],
    ['a zone', 'gsa.gov,,Mars/City,,O,o@x.gov,,', 'time_zone: must be a time zone such as America/New_York'],
    ['a date', 'gsa.gov,,,2027-02-30,O,o@x.gov,,', 'starts: must be a date that exists, written YYYY-MM-DD'],
    ['no name', 'gsa.gov,,,,,o@x.gov,,', 'owner_name: must be a name, not empty'],
    [
      'an address',
      'gsa.gov,,,,O,o@x.gov,T,t at x',
      'technical_email: must be one mail address such as owner@access-board.gov',
    ],
    ['no address', 'gsa.gov,,,,O,,,', 'owner_email: is missing: O has no address'],
    ['no contact', 'gsa.gov,,,,,,,', 'owner_email: must name at least one contact'],
    [
      'two names',
      'gsa.gov,,,,O,o@x.gov,T,o@x.gov',
      'technical_name: is T, but o@x.gov is O’s in the same row',
    ],
    ['too few cells', 'gsa.gov,,,,O,o@x.gov', 'the row: has 6 cells, and the heading has 8'],
    [
      'an agency that nobody knows',
      'nowhere.gov,,,,O,o@x.gov,,',
      "agency: is nowhere.gov, which is not in the .gov registry's federal file; fill in name and time_zone",
    ],
    [
      'a term that is over',
      'gsa.gov,,,2025-08-06,O,o@x.gov,,',
      `starts: agreement:${chatgpt.id}:gsa.gov can't start on Wed, Aug 6, 2025: the offer's term would have ended on Wed, Aug 5, 2026.`,
    ],
  ])('says where %s is wrong', async (_, row, reason) => {
    const rows = await checked(`${heading}acus.gov,,,,O,o@x.gov,,\n${row}\n`);
    expect(rows.map(reasonOf)).toEqual(['', reason]);
    expect(rows[1]?.faults[0]?.line).toBe(3);
  });

  it('names everything that is wrong, with the lines that an editor shows', async () => {
    const rows = await checked(
      `\uFEFF${heading}gsa,,Mars,,O,o,,\r\n\r\n,,,,,,,\r\ngsa.gov,"G\r\nS\r\nA",,,O,o@x.gov,,\r\ngsa.gov,,,,O,o@x.gov,,\r\n`,
    );
    expect(rows.flatMap(({ faults }) => faults.map(({ line, column }) => `${line} ${column}`))).toEqual([
      ...['2 agency', '2 time_zone', '2 owner_email'],
      '5 name',
      '8 agency',
    ]);
    expect(reasonOf(rows[2] as CheckedRow)).toBe('agency: is gsa.gov, as on line 5');
  });

  it.each<[string, string | Buffer, RegExp]>([
    [
      'an unknown column',
      'agency,timezone\n',
      /has the unknown column "timezone"; the columns are agency, name, /,
    ],
    ['no agency', 'name\n', /has no "agency"; the columns are/],
    ['a column twice', 'agency,name,name\n', /has the column "name" twice\./],
    ['an open quote', 'agency\n"gsa.gov\nva.gov\n', /is not CSV: a quoted cell is not closed, .* line 3\.$/],
    ['Latin-1', Buffer.from('agency,name\nx.gov,Comisi\xf3n\n', 'latin1'), /^Line 2 of .* is not UTF-8;/],
    ['nothing', '', /is empty; put the names of the columns in its first line\./],
  ])('is refused with %s', async (_, text, sentence) => {
    await expect(checked(text)).rejects.toThrow(sentence);
    await expect(checked(text)).rejects.toThrow(RefusedError);
  });
});

describe('the .gov registry’s file', () => {
  const heading =
    'Domain name,Domain type,Organization name,Suborganization name,City,State,Security contact email\n';

  it('makes one agency of each organization, with its main domain, the time zone of its state and its security contact', async () => {
    const rows = await checked(
      `${heading}aff.gov,Federal,Department of Agriculture,,Boise,ID,x@aff.gov\n` +
        'gsa.gov,Federal,General Services Administration,,Washington,DC,s@gsa.gov\n' +
        'usda.gov,Federal,Department of Agriculture,CIO,Kansas City,MO,cyber@usda.gov\n',
      {},
      'dotgov',
    );
    expect(rows.map(({ line, agency }) => [line, agency])).toEqual([
      [4, 'usda.gov'],
      [3, 'gsa.gov'],
    ]);
    expect(rows[0]?.request).toMatchObject({
      agency: { id: 'usda.gov', name: 'Department of Agriculture', timeZone: 'America/Chicago' },
      contacts: [
        { name: 'Department of Agriculture security contact', email: 'cyber@usda.gov', roles: ['technical'] },
      ],
    });
    expect(rows[0]?.note).toBe('of 2 domains: its acronym, 50 % of its contacts’ mail');
  });

  it('uses the most frequent contact of an organization if its main domain has none', async () => {
    const rows = await checked(
      `${heading}gsa.gov,Federal,General Services Administration,,Washington,DC,(blank)\n` +
        ['a@x.gov', 'b@x.gov', 'b@x.gov']
          .map(
            (mail, index) => `x${index}.gov,Federal,General Services Administration,,Washington,DC,${mail}\n`,
          )
          .join(''),
      {},
      'dotgov',
    );
    expect(rows[0]?.request.contacts[0]?.email).toBe('b@x.gov');
    expect(rows[0]?.note).toMatch(/; 1 of 4 without a security contact$/);
  });

  it('reports the organizations that have no security contact at all, or only another body’s', async () => {
    const federal = readFileSync(join(import.meta.dirname, '../../../data/current-federal.csv'));
    const rows = await checked(federal, {}, 'dotgov');
    expect(rows).toHaveLength(146);
    const wrong = rows.filter(({ faults }) => faults.length > 0);
    const others = wrong.filter((row) => reasonOf(row).includes('is the contact of'));
    expect(others.map((row) => [row.agency, reasonOf(row)])).toEqual(
      [
        ['coldcaserecords.gov', 'gsa-vulnerability-reports@gsa.gov, which is the contact of 5 organizations'],
        ['permitting.gov', 'gsa-vulnerability-reports@gsa.gov, which is the contact of 5 organizations'],
        ['restorethegulf.gov', 'security@noaa.gov, which is the contact of 2 organizations'],
        ['sbrc.gov', 'gsa-vulnerability-reports@gsa.gov, which is the contact of 5 organizations'],
        ['cfa.gov', 'gsa-vulnerability-reports@gsa.gov, which is the contact of 5 organizations'],
        ['openworld.gov', 'Richard.Martins@mail.house.gov, which is the contact of 2 organizations'],
      ].map(([agency, what]) => [
        agency,
        `Security contact email: is ${what}; fill in a contact of the agency`,
      ]),
    );
    const without = wrong.filter((row) => !others.includes(row));
    expect(without.map(({ agency }) => agency)).toEqual([
      ...[
        'arc.gov',
        'cia.gov',
        'dra.gov',
        'sji.gov',
        'fjc.gov',
        'supremecourt.gov',
        'adams.gov',
        'aocoig.gov',
      ],
      ...['medpac.gov', 'uscpoig.gov', 'uscc.gov'],
    ]);
    expect(new Set(without.map(reasonOf))).toEqual(
      new Set(['Security contact email: must name at least one contact']),
    );
  });

  it('takes no contact that is the registrar’s own', async () => {
    const rows = await checked(
      `${heading}osprey-board.gov,Federal - Executive,Osprey Board,,Washington,DC,registrar@dotgov.gov\n` +
        'tern.gov,Federal - Executive,Tern Commission,,Washington,DC,DotGov@cisa.dhs.gov\n' +
        'plover.gov,Federal - Executive,Plover Office,,Washington,DC,help@get.gov\n' +
        'heron.gov,Federal - Executive,Heron Agency,,Denver,CO,security@heron.gov\n' +
        'heron-a.gov,Federal - Executive,Heron Agency,,Denver,CO,registrar@dotgov.gov\n',
      {},
      'dotgov',
    );
    const own = 'which is the .gov registrar’s own address; fill in a contact of the agency';
    expect(rows.map(reasonOf)).toEqual([
      `Security contact email: is registrar@dotgov.gov, ${own}`,
      `Security contact email: is DotGov@cisa.dhs.gov, ${own}`,
      `Security contact email: is help@get.gov, ${own}`,
      '',
    ]);
    expect(rows.slice(0, 3).map(({ cells }) => cells['Security contact email'])).toEqual(
      Array(3).fill('(blank)'),
    );
    expect(rows[3]?.request.contacts.map(({ email }) => email)).toEqual(['security@heron.gov']);
  });

  it('takes the contact of the options instead, and says so', async () => {
    const [row] = await checked(
      `${heading}osprey-board.gov,Federal - Executive,Osprey Board,,Washington,DC,registrar@dotgov.gov\n`,
      { contacts: [carl] },
      'dotgov',
    );
    expect(row?.request.contacts).toEqual([carl]);
    expect(row?.note).toBe(
      'no security contact; registrar@dotgov.gov is not used, because it is the .gov registrar’s own address',
    );
  });

  it('takes a contact of several organizations only for the one whose address it is, and points it out', async () => {
    const rows = await checked(
      `${heading}heron.gov,Federal - Executive,Heron Agency,,Denver,CO,soc@it.heron.gov\n` +
        'tern.gov,Federal - Executive,Tern Commission,,Washington,DC,SOC@it.heron.gov\n' +
        'plover.gov,Federal - Executive,Plover Office,,Washington,DC,a@shared.example\n' +
        'osprey.gov,Federal - Executive,Osprey Board,,Washington,DC,a@shared.example\n',
      {},
      'dotgov',
    );
    const fill = 'which is the contact of 2 organizations; fill in a contact of the agency';
    expect(rows.map(reasonOf)).toEqual([
      '',
      `Security contact email: is SOC@it.heron.gov, ${fill}`,
      `Security contact email: is a@shared.example, ${fill}`,
      `Security contact email: is a@shared.example, ${fill}`,
    ]);
    expect(rows[0]?.note).toBe('soc@it.heron.gov is the contact of 1 other organization, too');
  });

  it('takes a contact that a person has filled in for several organizations, in a file that was handed back', async () => {
    const rows = await checked(
      `${heading.trim()},reason\n` +
        'plover.gov,Federal - Executive,Plover Office,,Washington,DC,desk@x.example,is missing\n' +
        'osprey.gov,Federal - Executive,Osprey Board,,Washington,DC,desk@x.example,is missing\n' +
        'tern.gov,Federal - Executive,Tern Commission,,Washington,DC,registrar@dotgov.gov,is missing\n',
      {},
      'dotgov',
    );
    expect(rows.map(({ faults }) => faults.length)).toEqual([0, 0, 1]);
  });

  it('reads a state in small letters, and refuses a row without one', async () => {
    const rows = await checked(
      `${heading}ibis.gov,Federal - Executive,Ibis Survey,,Honolulu,,a@ibis.gov\n` +
        'egret.gov,Federal - Executive,Egret Council,,(blank),(blank),a@egret.gov\n' +
        'stilt.gov,Federal - Executive,Stilt Bureau,,Anchorage,ak,a@stilt.gov\n' +
        'gull.gov,Federal - Executive,Gull Bureau,,Anchorage,Alaska,a@gull.gov\n',
      {},
      'dotgov',
    );
    const end = 'so the time zone is not known; correct it, or add a column time_zone';
    expect(rows.map(reasonOf)).toEqual([
      `State: is empty, ${end}`,
      `State: is empty, ${end}`,
      '',
      `State: is ALASKA, and no state has these letters, ${end}`,
    ]);
    expect(rows[2]?.request.agency).toMatchObject({ timeZone: 'America/Anchorage' });
  });

  it('lets the city decide where a state has two time zones, says so, and lets a column of its own overrule it', async () => {
    const rows = await checked(
      `${heading.trim()},time_zone\n` +
        'wren.gov,Federal - Executive,Wren Survey,,El Paso,TX,a@wren.gov,\n' +
        'rail.gov,Federal - Executive,Rail Council,,Marfa,TX,a@rail.gov,\n' +
        'crane.gov,Federal - Executive,Crane Bureau,,El Paso,TX,a@crane.gov,America/Chicago\n' +
        'ibis.gov,Federal - Executive,Ibis Survey,,Honolulu,,a@ibis.gov,Pacific/Honolulu\n' +
        'gull.gov,Federal - Executive,Gull Bureau,,El Paso,TX,a@gull.gov,MST\n',
      {},
      'dotgov',
    );
    expect(rows.map(({ request, note }) => [Object(request.agency).timeZone, note])).toEqual([
      ['America/Denver', 'its time zone is America/Denver, because its city is El Paso, TX'],
      [
        'America/Chicago',
        'its time zone is assumed to be America/Chicago: TX has two, and it is not known which one Marfa has',
      ],
      ['America/Chicago', ''],
      ['Pacific/Honolulu', ''],
      ['MST', ''],
    ]);
    expect(rows.map(reasonOf)).toEqual([
      ...['', '', '', ''],
      'time_zone: must be a time zone such as America/New_York',
    ]);
  });

  it('is not taken for another file', async () => {
    await expect(checked('agency\n', {}, 'dotgov')).rejects.toThrow(
      /is not the \.gov registry’s file, because it has no column "Domain name", /,
    );
  });
});
