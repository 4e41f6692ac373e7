// The file that "import" reads: what a row means, and what is wrong with it and where.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { type Format, readRows } from '../../../clients/bulk/agencies-file.ts';
import { type CheckedRow, checkRows, reasonOf } from '../../../clients/bulk/bulk-start.ts';
import { loadRegistry } from '../../../data/registry.ts';
import { carl, chatgpt } from '../../agreements/support/given.ts';

const folder = mkdtempSync(join(tmpdir(), 'import-'));
afterAll(() => rmSync(folder, { recursive: true }));

const path = join(folder, 'some.csv');
const registry = loadRegistry();
const now = '2026-11-23T15:00:00Z';
const defaults = { offer: chatgpt.id, by: 'Olive', contacts: [] };

async function checked(text: string | Buffer, more = {}, format: Format = 'ours'): Promise<CheckedRow[]> {
  writeFileSync(path, text);
  return all(checkRows(readRows(path, format, { ...defaults, ...more }), { offer: chatgpt, registry, now }));
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
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

  it('uses the contacts of the options for an agency without one', async () => {
    const [row] = await checked('agency\ngsa.gov\n', { contacts: [carl] });
    expect(row?.request.contacts).toEqual([carl]);
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

  it('reports the eleven organizations that have no security contact at all', async () => {
    const federal = readFileSync(join(import.meta.dirname, '../../../data/current-federal.csv'));
    const rows = await checked(federal, {}, 'dotgov');
    expect(rows).toHaveLength(146);
    const wrong = rows.filter(({ faults }) => faults.length > 0);
    expect(wrong.map(({ agency }) => agency)).toEqual([
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
    expect(new Set(wrong.map(reasonOf))).toEqual(
      new Set(['Security contact email: must name at least one contact']),
    );
  });

  it('is not taken for another file', async () => {
    await expect(checked('agency\n', {}, 'dotgov')).rejects.toThrow(
      /is not the \.gov registry’s file, because it has no column "Domain name", /,
    );
  });
});
