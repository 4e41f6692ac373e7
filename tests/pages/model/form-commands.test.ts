// A filled-in form becomes a command, or the errors of its fields.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../agreements/commands/command.ts';
import {
  commandOf,
  masked,
  nameOf,
  startDays,
  type Values,
  whoOf,
} from '../../../pages/model/form-commands.ts';
import { type Form, forms } from '../../../pages/model/link-status.ts';
import { begun, carl, gemini, lived, morning, olive } from '../../agreements/support/given.ts';

const agreement = lived(begun(), '2027-06-10');
const awaiting = begun({ awaitsAcceptance: true });
const now = morning('2027-06-10');
const by = 'Olive <olive@access-board.gov>, by link';
const answers = 'renewal-P90D:2027-09-01';
const answering = { agreement, contact: olive, now, notice: answers };
const answer = (form: Form, values: Values) => commandOf(form, values, answering);

describe('a form', () => {
  it.each([
    ['answer', { answer: 'renew' }, { type: 'ask-renewal', contact: olive.email }],
    ['answer', { answer: 'decline' }, { type: 'decline' }],
    ['decline', { reason: ' no need ' }, { type: 'decline', reason: 'no need' }],
    ['decline', { reason: '' }, { type: 'decline' }],
    ['acknowledge', {}, { type: 'acknowledge', notice: answers, contact: olive.email }],
    ['leave', {}, { type: 'leave', contact: olive.email }],
    ['link', {}, { type: 'send-link', contact: olive.email }],
    ['pace', { pace: 'decisions' }, { type: 'pace', contact: olive.email, pace: 'decisions' }],
    [
      'training',
      {
        people: ' a@access-board.gov,\r\nc@access-board.gov;  e@Access-Board.gov\n',
        training: '  Prompts 101 ',
      },
      {
        type: 'trained',
        people: ['a@access-board.gov', 'c@access-board.gov', 'e@Access-Board.gov'],
        training: 'Prompts 101',
      },
    ],
    [
      'training',
      { people: 'a@access-board.gov', training: '' },
      { type: 'trained', people: ['a@access-board.gov'] },
    ],
    [
      'contact',
      { name: ' Nora New ', email: ' nora@access-board.gov ', roles: 'owner', language: 'es' },
      {
        type: 'name-contact',
        contact: { name: 'Nora New', email: 'nora@access-board.gov', roles: ['owner'], language: 'es' },
      },
    ],
  ] as const)('%s makes a command of %j', (form, values, command) => {
    expect(answer(form, values)).toEqual({ ...command, by, answers });
  });

  it.each([
    ['answer', {}, ['answer']],
    ['answer', { answer: 'perhaps' }, ['answer']],
    ['decline', { reason: 'two\nlines' }, ['reason']],
    ['pace', { pace: ['all', 'decisions'] }, ['pace']],
    ['training', { people: 'a@access-board.gov, nobody' }, ['people']],
    ['training', { people: 'a@access-board.gov, a@b.gov' }, ['people']],
    ['training', { people: ' \n ' }, ['people']],
    [
      'training',
      { people: Array.from({ length: 51 }, (_, n) => `a${n}@access-board.gov`).join('\n') },
      ['people'],
    ],
    ['training', { people: 'a@access-board.gov', training: 'two\nlines' }, ['training']],
    ['training', { people: 'a@access-board.gov', training: 'P\u2067101' }, ['training']],
    ['contact', {}, ['name', 'email', 'roles', 'language']],
    [
      'contact',
      { name: 'a\u2028b', email: 'x', roles: ['owner', 'king'], language: 'fr' },
      ['name', 'email', 'roles', 'language'],
    ],
    ['contact', { name: 'M', email: 'mallory@example.com', roles: ['owner'], language: 'en' }, ['email']],
    ['contact', { name: 'C', email: 'Carl@access-board.gov', roles: ['owner'], language: 'en' }, ['taken']],
    ...[
      ...'\u200b\u00ad\u061c\ufeff\u2060\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069',
    ].map(
      (mark) =>
        [
          'contact',
          { name: `No${mark}ra`, email: 'nora@access-board.gov', roles: ['owner'], language: 'en' },
          ['name'],
        ] as const,
    ),
  ] as const)('%s names the fields to correct in %j', (form, values, errors) => {
    expect(answer(form, values)).toEqual({ errors });
  });

  it.each([
    ['answer', { answer: 'decline' }, true],
    ['decline', {}, true],
    ['leave', {}, false],
  ] as const)('%s names the terms that it answers if it binds the agency: %j, %j', (form, values, binds) => {
    const command = commandOf(form, values, { ...answering, version: '1.0.x' });
    expect('version' in command).toBe(binds);
  });

  describe('takes an address', () => {
    const contacts = [
      olive,
      { ...carl, email: 'carl@fiscal.treasury.gov' },
      { ...carl, email: 'c@gmail.com' },
    ];
    const elsewhere = { ...answering, agreement: { ...agreement, contacts } };
    const errorsOf = (email: string) => {
      const filled = { name: 'N', email, roles: ['technical'], language: 'en' };
      const named = commandOf('contact', filled, elsewhere);
      const trained = commandOf('training', { people: email }, elsewhere);
      return ['errors' in named && named.errors, 'errors' in trained && trained.errors];
    };

    it.each([
      'n@Access-Board.gov',
      'bob@it.access-board.gov',
      'n@fiscal.treasury.gov',
      'n@a.fiscal.treasury.gov',
      "r&d/team=7+o'dell@access-board.gov",
    ])('at the agency’s domain, a .gov domain of its contacts, or a subdomain: %s', (email) =>
      expect(errorsOf(email)).toEqual([false, false]),
    );

    it.each(['n@gmail.com', 'n@treasury.gov', 'n@evilaccess-board.gov', 'n@access-board.gov.example'])(
      'at no other domain: %s',
      (email) => expect(errorsOf(email)).toEqual([['email'], ['people']]),
    );

    it.each(['ann%example.com@access-board.gov', 'example.com!ann@access-board.gov'])(
      'with no route to another domain: %s',
      (email) => expect(errorsOf(email)).toEqual([['email'], ['people']]),
    );

    it('of the contact’s own, at any domain', () => {
      const own = { ...elsewhere, contact: { ...carl, email: 'c@gmail.com' } };
      expect(commandOf('training', { people: 'C@gmail.com' }, own)).toMatchObject({ type: 'trained' });
    });
  });

  it('takes names with joined letters and joined emoji', () => {
    for (const name of ['नेपाल\u200d्य', 'می\u200cخواهم', '👩\u200d🚀']) {
      const filled = { name, email: 'n@access-board.gov', roles: ['owner'], language: 'en' };
      expect(answer('contact', filled)).toMatchObject({ contact: { name } });
    }
  });

  it('keeps the preference of a contact who is named again', () => {
    const slow = { ...agreement, contacts: [{ ...olive, pace: 'decisions' as const }] };
    const filled = { name: 'O', email: 'OLIVE@access-board.gov', roles: ['owner'], language: 'en' };
    expect(commandOf('contact', filled, { ...answering, agreement: slow })).toMatchObject({
      contact: { name: 'O', pace: 'decisions' },
    });
  });

  it('with any values makes a valid command or names its errors', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('renew', 'all', 'owner', 'en', '2027-07-01', 'n@access-board.gov', '<b>"\u202e😀\n'),
      fc.array(fc.string()),
      fc.constant('x'.repeat(5000)),
    );
    const names = ['startsOn', 'answer', 'name', 'email', 'roles', 'language', 'pace', 'people', 'training'];
    const values = fc.dictionary(fc.constantFrom(...names), value);
    fc.assert(
      fc.property(fc.constantFrom(...forms), values, (form, filled) => {
        const command = answer(form, filled);
        if ('errors' in command) expect(command.errors.length).toBeGreaterThan(0);
        else expect(parseCommand(command)).toEqual(command);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the first day of a term that is accepted', () => {
  const accept = (startsOn: unknown) =>
    commandOf('accept', { startsOn }, { agreement: awaiting, contact: olive, now: morning('2026-09-10') });

  it('is between today and a year from today', () => {
    expect(startDays(awaiting, morning('2026-09-10'))).toEqual({
      first: '2026-09-10',
      planned: '2026-09-10',
      last: '2027-09-10',
    });
    expect(accept('2026-09-10')).toEqual({ type: 'accept', startsOn: '2026-09-10', by });
    for (const day of ['2026-09-09', '2027-09-11', '2026-09-31', '', 'tomorrow', undefined]) {
      expect(accept(day)).toEqual({ errors: ['startsOn'] });
    }
  });

  it('is planned as the start of the term, if that is in the future', () => {
    expect(startDays(awaiting, morning('2026-08-20'))).toMatchObject({ planned: '2026-09-01' });
  });

  it('is not after the offer’s last day', () => {
    const fixed = begun({ offer: gemini, awaitsAcceptance: true });
    expect(startDays(fixed, morning('2026-09-10'))).toMatchObject({ last: '2026-12-31' });
  });
});

describe('the contact who answers', () => {
  it('is recorded with name and address, in at most 200 characters', () => {
    expect(whoOf(olive)).toBe(by);
    const long = { ...olive, name: 'N'.repeat(200), email: `${'a'.repeat(64)}@${'b.'.repeat(60)}gov` };
    expect(whoOf(long).length).toBeLessThanOrEqual(200);
  });

  it('is shown with the name only', () => {
    expect(nameOf(by)).toBe('Olive');
    expect(nameOf('Carl, contracting')).toBe('Carl, contracting');
    expect(nameOf(whoOf({ ...olive, name: 'A <b>' }))).toBe('A <b>');
  });

  it('is shown with a masked address', () => {
    expect(masked('olive@access-board.gov')).toBe('o…@access-board.gov');
    expect(masked('😀x@b.gov')).toBe('😀…@b.gov');
  });
});
