// Requests and commands as people hand them in: each flaw gets one clear sentence.
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../agreements/commands/command.ts';
import { commandTypes } from '../../../agreements/commands/registry.ts';
import { parseRequest } from '../../../agreements/planning/request.ts';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { chatgpt, olive } from '../support/given.ts';

const request = {
  offer: 'openai-chatgpt-enterprise',
  agency: 'access-board.gov',
  contacts: [olive],
  startsOn: '2026-09-01',
  lastDay: '2027-08-31',
  by: 'a test',
};
const from = (change: object) => [{ ...olive, ...change }];

const noDomain = 'agency must be a .gov domain such as access-board.gov';
const noZone = 'agency.timeZone must be a time zone such as America/New_York';
const noAddress = 'contacts[0].email must be one mail address such as owner@access-board.gov';
const notOneLine = 'contacts[0].name must be one line without control or invisible characters';
const noDate = 'startsOn must be a date that exists, written YYYY-MM-DD';

describe('a request', () => {
  it('without flaws is unchanged', () => {
    expect(parseRequest(request)).toEqual(request);
  });

  it('may leave out the start and who asks, contain the whole offer, and name the agency', () => {
    const agency = { id: 'example.gov', name: 'Example', timeZone: 'Pacific/Guam' };
    const { startsOn: _, by: __, ...rest } = { ...request, offer: chatgpt, agency };
    expect(parseRequest(rest)).toEqual(rest);
  });

  it('gets its domain in lower case and its names without spaces around them', () => {
    const asked = { ...request, agency: 'Access-Board.GOV', contacts: from({ name: ' Zoë  Ørsted ' }) };
    expect(parseRequest(asked)).toMatchObject({
      agency: 'access-board.gov',
      contacts: [{ name: 'Zoë  Ørsted' }],
    });
  });

  it.each([
    'r&d@access-board.gov',
    'team/ai@abmc.gov',
    'id=7@access-board.gov',
    "robin.o'dell+ai@achp.gov",
    '{all}~!#$%*?^`|_-@access-board.gov',
    'wren@xn--bcher-kva.xn--p1ai',
    'WREN@XN--BCHER-KVA.XN--P1AI',
    'a@b.c-d.museum',
  ])('may have a contact at %s (RFC 5322, 3.4.1)', (email) => {
    expect(parseRequest({ ...request, contacts: from({ email }) }).contacts[0]?.email).toBe(email);
  });

  it.each([
    ...[
      'a..b@x.gov',
      '.a@x.gov',
      'a.@x.gov',
      '@x.gov',
      'a@',
      'a@x..gov',
      'a@-x.gov',
      'a@x-.gov',
      'a@10.0.0.1',
    ],
    ...['a@[10.0.0.1]', '"a b"@x.gov', 'a b@x.gov', 'a(b)@x.gov', 'a@b@x.gov', 'a;b@x.gov', 'a:b@x.gov'],
    ...[
      'a\\b@x.gov',
      'a@x.gov>',
      'a\r\nBcc: b@x.gov',
      'a@x.gov\u2028',
      'a\u0085@x.gov',
      'zoë@x.gov',
      'a@x.xn--',
    ],
  ])("can't have a contact at %j", (email) => {
    expect(() => parseRequest({ ...request, contacts: from({ email }) })).toThrow(
      new RefusedError(`The request can't be used: ${noAddress}.`),
    );
  });

  it.each<[string, object, string]>([
    ['no offer', { offer: undefined }, 'offer must be the id of an offer'],
    ['a number for an offer', { offer: 5 }, 'offer must be the id of an offer'],
    [
      'a wrong offer',
      { offer: { ...chatgpt, term: { length: '1 year', source: 'announcement' } } },
      'offer.term.length must be a period such as P1Y, P18M or P60D',
    ],
    ['no agency', { agency: undefined }, noDomain],
    ['a domain without .gov', { agency: 'access-board' }, noDomain],
    ['a domain of another kind', { agency: 'access-board.com' }, noDomain],
    ['a domain with a space', { agency: 'access board.gov' }, noDomain],
    ['an address for a domain', { agency: 'https://access-board.gov' }, noDomain],
    ['an empty label', { agency: 'access..gov' }, noDomain],
    ['a hyphen at the front', { agency: '-access.gov' }, noDomain],
    ['a line break after the domain', { agency: 'access-board.gov\n' }, noDomain],
    [
      'an agency with a bad domain',
      { agency: { id: 'access' } },
      'agency.id must be a .gov domain such as access-board.gov',
    ],
    ['an unknown time zone', { agency: { id: 'x.gov', timeZone: 'Mars/Olympus' } }, noZone],
    ['an offset as time zone', { agency: { id: 'x.gov', timeZone: '-05:00' } }, noZone],
    ['an abbreviation as time zone', { agency: { id: 'x.gov', timeZone: 'EST' } }, noZone],
    ['a misspelled time zone', { agency: { id: 'x.gov', timeZone: 'america/new_york' } }, noZone],
    [
      'a date as time zone',
      { agency: { id: 'x.gov', timeZone: '2027-01-01T00:00[America/New_York]' } },
      noZone,
    ],
    ['a nameless agency', { agency: { id: 'x.gov', name: ' ' } }, 'agency.name must be a name, not empty'],
    ['no contacts', { contacts: undefined }, 'contacts is missing'],
    ['an empty contact list', { contacts: [] }, 'contacts must name at least one contact'],
    ['a name for a contact', { contacts: ['Olive'] }, 'contacts[0] must be an object'],
    [
      'an address with a line break',
      { contacts: from({ email: 'olive@x.gov\nBcc: spy@example.com' }) },
      noAddress,
    ],
    ['a line break after the address', { contacts: from({ email: 'olive@x.gov\r\n' }) }, noAddress],
    ['two addresses in one', { contacts: from({ email: 'olive@x.gov, spy@example.com' }) }, noAddress],
    ['a name in the address', { contacts: from({ email: 'Olive <olive@x.gov>' }) }, noAddress],
    ['an address without a domain', { contacts: from({ email: 'olive@x' }) }, noAddress],
    ['no address', { contacts: from({ email: undefined }) }, 'contacts[0].email is missing'],
    [
      'the same address twice, in another case',
      { contacts: [olive, { ...olive, email: 'OLIVE@access-board.gov' }] },
      'contacts must name each mail address once',
    ],
    ['a name with a line break', { contacts: from({ name: 'Oli\nve' }) }, notOneLine],
    ['a name with a line separator', { contacts: from({ name: 'Oli\u2028ve' }) }, notOneLine],
    ['a name with a bell', { contacts: from({ name: 'Oli\u0007ve' }) }, notOneLine],
    ['an empty name', { contacts: from({ name: '  ' }) }, 'contacts[0].name must be a name, not empty'],
    [
      'a very long name',
      { contacts: from({ name: 'x'.repeat(201) }) },
      'contacts[0].name must be at most 200 characters',
    ],
    ['no roles', { contacts: from({ roles: [] }) }, 'contacts[0].roles must have at least one role'],
    [
      'an unknown role',
      { contacts: from({ roles: ['boss'] }) },
      'contacts[0].roles[0] must be one of owner, contracting, technical, executive',
    ],
    [
      'something unknown of a contact',
      { contacts: from({ phone: '1' }) },
      'contacts[0] has an unknown field "phone"',
    ],
    ['an impossible date', { startsOn: '2027-02-30' }, noDate],
    ['29 February in a common year', { startsOn: '2027-02-29' }, noDate],
    ['a date in words', { startsOn: 'tomorrow' }, noDate],
    ['a date with a time', { startsOn: '2027-01-01T00:00:00Z' }, noDate],
    ['nobody who starts it', { by: '' }, 'by must be the name of whoever starts it, not empty'],
    ['unknown fields', { color: 'red', size: 'big' }, 'has unknown fields "color", "size"'],
    [
      'two things wrong',
      { agency: 'x', contacts: [] },
      `${noDomain}; contacts must name at least one contact`,
    ],
  ])('with %s is refused', (_, change, reason) => {
    expect(() => parseRequest({ ...request, ...change })).toThrow(
      new RefusedError(`The request can't be used: ${reason}.`),
    );
  });

  it.each([[null], ['start it'], [[]]])('that is not an object (%j) is refused', (value) => {
    expect(() => parseRequest(value)).toThrow(
      /^The request can't be used: it must be JSON such as \{"offer": "xai-grok", /,
    );
  });
});

describe('a command', () => {
  const by = 'Olive';
  const types = `must be one of ${commandTypes.join(', ')}`;

  it.each<[object]>([
    [{ type: 'renew', by }],
    [{ type: 'renew', by, length: 'P6M', price: { amount: '25.00', currency: 'USD', per: 'user' } }],
    [{ type: 'decline', by, reason: 'too few people use it' }],
    [{ type: 'reinstate', by, clock: 'move' }],
    [{ type: 'amend', by, termEndsOn: '2028-02-29' }],
    [{ type: 'change-contacts', by, contacts: [olive] }],
    [{ type: 'accept', by, startsOn: '2026-10-01', reference: 'order 47QTCA, signed' }],
    [{ type: 'determine', by, determination: 'funds', reference: 'memo 12' }],
    [{ type: 'switch', by, to: 'xai-grok' }],
    [{ type: 'extend', by, length: 'P6M' }],
    [{ type: 'acknowledge', by }],
    [{ type: 'resend', by, notice: 'welcome' }],
    [{ type: 'hold', by, reason: 'the vendor asked' }],
    [{ type: 'release', by }],
  ])('%j is accepted', (command) => {
    expect(parseCommand(command)).toEqual(command);
  });

  it.each<[object | null, string]>([
    [null, types],
    [{ by }, `type ${types}`],
    [{ type: 'celebrate', by }, `type ${types}`],
    [{ type: 'renew' }, 'by must be the name of whoever asks'],
    [{ type: 'renew', by: ' ' }, 'by must be the name of whoever asks, not empty'],
    [{ type: 'renew', by, length: '1 year' }, 'length must be a period such as P1Y, P18M or P60D'],
    [{ type: 'renew', by, price: '1.00' }, 'price must be an object'],
    [
      { type: 'renew', by, price: { amount: '1', currency: 'USD' } },
      'price.amount must be an amount such as 1.00',
    ],
    [
      { type: 'decline', by, reason: 'a\nb' },
      'reason must be one line without control or invisible characters',
    ],
    [{ type: 'decline', by, why: 'x' }, 'has an unknown field "why"'],
    [{ type: 'reinstate', by }, 'clock must be one of keep, move'],
    [{ type: 'amend', by }, 'must have a new date, notices, rules or sessions'],
    [{ type: 'amend', by, notices: [] }, 'notices must not be empty'],
    [{ type: 'amend', by, rules: { gate: [] } }, 'rules has an unknown field "gate"'],
    [{ type: 'accept', by, startsOn: 'soon' }, 'startsOn must be a date that exists, written YYYY-MM-DD'],
    [{ type: 'determine', by, determination: 'funds' }, 'reference must be a document, such as "memo 12"'],
    [{ type: 'switch', by }, 'to must be the id of an offer'],
    [{ type: 'extend', by, length: 'P1M1D' }, 'length must be a period such as P1Y, P18M or P60D'],
    [{ type: 'resend', by }, 'notice must be the id of a notice'],
    [
      { type: 'amend', by, termEndsOn: '2027-02-30' },
      'termEndsOn must be a date that exists, written YYYY-MM-DD',
    ],
    [{ type: 'change-contacts', by, contacts: [] }, 'contacts must name at least one contact'],
  ])('%j is refused', (command, reason) => {
    expect(() => parseCommand(command)).toThrow(new RefusedError(`The command can't be used: ${reason}.`));
  });
});
