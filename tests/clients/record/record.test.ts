// What verifying a record finds: every change, wherever it was made.
import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import type { RecordEntry } from '../../../agreements/model/events.ts';
import { canonical } from '../../../clients/record/hash-chain.ts';
import {
  type Entry,
  type RecordFile,
  recordOf,
  recordText,
  verifiedRecord,
} from '../../../clients/record/record.ts';
import { fileInPage, recordPage } from '../../../clients/record/record-page.ts';
import type { Sources } from '../../../clients/record/record-sources.ts';
import { act, begun, board, lived, olive, renew } from '../../agreements/support/given.ts';

const none: Sources = { runs: ['a-run'], of: (record) => record.map(() => []) };
const exported = { at: '2027-06-01T12:00:00Z', by: 'Connie', software: 'onegov-agreements 0' };
const agreement = lived(begun(), '2027-06-01', { acts: [act('2027-05-20', renew)] });
const file = recordOf(agreement, none, exported);
const text = recordText(file);

const changed = (change: (file: RecordFile) => void): string => {
  const copy = JSON.parse(text) as RecordFile;
  change(copy);
  return recordText(copy);
};
const verdict = (forged: string) => {
  try {
    return verifiedRecord(forged, 'It').seal;
  } catch (error) {
    return (error as Error).message;
  }
};
const misfit = (number: number) =>
  expect.stringMatching(new RegExp(`^It: entry ${number} \\(.*\\) does not fit`));

describe('a record', () => {
  it('as it was written is unchanged, also with the line ends of another system', () => {
    expect(file.entries.length).toBeGreaterThan(15);
    expect(verdict(text)).toEqual(file.seal);
    expect(verdict(text.replaceAll('\n', '\r\n'))).toEqual(file.seal);
  });

  it('has the same chain with or without codes of reasons, because older records have words only', () => {
    const settled = agreement.record.filter((entry) => entry.type === 'settled');
    expect(settled.filter(({ why }) => why).length).toBeGreaterThan(3);
    const record = agreement.record.map((entry) => {
      const { why: _, ...words } = { why: undefined, ...entry };
      return words as RecordEntry;
    });
    expect(recordOf({ ...agreement, record }, none, exported)).toEqual(file);
  });

  it('does not fit if one byte of any entry is changed', () => {
    const from = text.indexOf('"entries": [');
    const to = text.indexOf('"seal": {');
    const unseen: string[] = [];
    for (let at = from; at < to; at += 7) {
      const other = text[at] === 'x' ? 'y' : 'x';
      const forged = text.slice(0, at) + other + text.slice(at + 1);
      if (typeof verdict(forged) !== 'string') unseen.push(text.slice(at - 20, at + 20));
    }
    expect(unseen).toEqual([]);
  });

  it('with a changed value is reported with the entry', () => {
    for (const [place, { number }] of file.entries.entries()) {
      const forged = changed(({ entries }) => {
        const { happened } = entries[place] as Entry;
        happened.at = happened.at.replace('20', '19');
      });
      expect(verdict(forged)).toEqual(misfit(number));
    }
  });

  it.each<[string, (file: RecordFile) => void, number]>([
    ['an entry taken out', ({ entries }) => entries.splice(4, 1), 5],
    ['the first one taken out', ({ entries }) => entries.shift(), 1],
    [
      'two entries changed places',
      ({ entries }) => entries.splice(6, 2, entries[7] as Entry, entries[6] as Entry),
      7,
    ],
    ['an entry twice', ({ entries }) => entries.splice(3, 0, entries[3] as Entry), 5],
    ['something added to an entry', ({ entries }) => Object.assign(entries[2] as Entry, { last: 'x' }), 3],
    ['a hash changed', ({ entries }) => Object.assign(entries[8] as Entry, { hash: 'x' }), 9],
    ['the name of another agreement', (it) => Object.assign(it, { agreement: 'agreement:other:gsa.gov' }), 1],
  ])('with %s is reported with the first entry that does not fit', (_, change, number) => {
    expect(verdict(changed(change))).toEqual(misfit(number));
  });

  it.each<[string, (file: RecordFile) => void, string]>([
    [
      'its end taken away',
      ({ entries }) => entries.splice(-2),
      `It had ${file.seal.entries} entries and now has ${file.seal.entries - 2}; the end was changed.`,
    ],
    [
      'who exported it changed',
      (it) => Object.assign(it.exported, { by: 'somebody else' }),
      `It: all ${file.seal.entries} entries fit, but what is around them was changed.`,
    ],
    [
      'something added above',
      (it) => Object.assign(it, { note: 'paid' }),
      `It: all ${file.seal.entries} entries fit, but what is around them was changed.`,
    ],
    [
      'another seal',
      ({ seal }) => Object.assign(seal, { hash: 'x' }),
      `It: all ${file.seal.entries} entries fit, but what is around them was changed.`,
    ],
  ])('with %s is reported', (_, change, sentence) => {
    expect(verdict(changed(change))).toBe(sentence);
  });

  it('with a key twice, which reads differently, is not as it was written', () => {
    const line = '      "number": 3,\n';
    const at = text.split('\n').findIndex((one) => `${one}\n` === line) + 1;
    expect(verdict(text.replace(line, `      "number": 4,\n${line}`))).toBe(
      `It: line ${at} is not as it was written, although it says the same.`,
    );
  });

  it('has hashes that every later export has too, whatever is tried or given up in between', () => {
    const world = { mail: (to: string) => (to === olive.email ? ('later' as const) : ('accepted' as const)) };
    const acts = ['2028-03-01', '2027-09-01'].map((termEndsOn, index) =>
      act(`2027-05-1${index}`, { type: 'amend', by: 'Connie', termEndsOn }),
    );
    const days = ['05-05', '05-06', '05-08', '05-10', '05-11', '05-12', '06-20'];
    const exports = days.map((day) =>
      recordOf(lived(begun(), `2027-${day}`, { acts, world }), none, exported).entries.map(
        ({ hash }) => hash,
      ),
    );
    const last = exports.at(-1) ?? [];
    for (const hashes of exports) expect(last.slice(0, hashes.length)).toEqual(hashes);
  });

  it('exported after the histories are gone has the same hashes, and its seal covers its sources', () => {
    const source = { run: 'a-run', event: 7, what: 'act' as const };
    const known = recordOf(agreement, { runs: ['a-run'], of: (all) => all.map(() => [source]) }, exported);
    expect(known.seal.last).toBe(file.seal.last);
    const forged = recordText(known).replace('"event": 7', '"event": 8');
    expect(verdict(forged)).toContain('what is around them was changed');
  });

  it('exported again has the same hashes, and continues from them', () => {
    const later = recordOf(lived(begun(), '2027-09-15', { acts: [act('2027-05-20', renew)] }), none, {
      ...exported,
      at: '2027-09-15T12:00:00Z',
    });
    expect(later.entries.length).toBeGreaterThan(file.entries.length);
    expect(later.entries.slice(0, file.entries.length)).toEqual(file.entries);
    expect(later.entries.at(-1)?.term).toBe(2);
  });
});

describe('canonical JSON', () => {
  it('is the same for the same value, in any order of keys (RFC 8785)', () => {
    expect(canonical({ b: [1, { d: null, c: 'é\n"' }], a: undefined, A: true })).toBe(
      '{"A":true,"b":[1,{"c":"é\\n\\"","d":null}]}',
    );
  });
});

describe('the page of a record', () => {
  const page = (changes: Partial<Pick<Agreement, 'id' | 'agency' | 'contacts' | 'record'>>) =>
    recordPage(recordOf({ ...agreement, ...changes }, none, exported));

  it('shows what people wrote as text, even if it is HTML', () => {
    const evil = '<script>alert("x")</script> & \'</style>\'';
    const markup = page({
      agency: { ...board, name: evil },
      contacts: [{ ...olive, name: evil }],
      record: [{ type: 'suspended', at: exported.at, by: evil, reason: evil }],
    });
    expect(markup).not.toContain('<script');
    expect(markup.split('</style>')).toHaveLength(2);
    expect(markup).toContain('&#60;script&#62;alert(&#34;x&#34;)&#60;/script&#62; &#38; &#39;');
  });

  it('contains the whole record, and is what that record makes', () => {
    const whole = recordPage(file);
    expect(fileInPage(whole, 'It')).toBe(text);
    expect(fileInPage(text, 'It')).toBeUndefined();
    expect(() => fileInPage(whole.replace('Olive', 'Oliver'), 'It')).toThrow('does not show what the record');
    const inside = whole.lastIndexOf('carried-out');
    const forged = `${whole.slice(0, inside)}suppressed!${whole.slice(inside + 11)}`;
    expect(() => fileInPage(forged, 'It')).toThrow('does not fit');
  });

  it('says if it is about a rehearsal', () => {
    expect(page({})).not.toContain('rehearsal');
    expect(page({ id: `${agreement.id}@2026-09-01T12:00:00Z` })).toContain(
      'This is the record of a rehearsal.',
    );
  });
});
