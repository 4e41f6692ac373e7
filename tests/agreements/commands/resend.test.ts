// Notices that are resent, and notices that the agency acknowledges.
import { describe, expect, it } from 'vitest';
import {
  act,
  amend,
  begun,
  course,
  decline,
  evening,
  given,
  issueLines,
  lived,
  mailIs,
  morning,
  notices,
  outcomes,
  suspend,
} from '../support/given.ts';

const id = 'agreement:openai-chatgpt-enterprise:access-board.gov';
const resend = (notice: string) => ({ type: 'resend', by: 'Olive', notice }) as const;
const acknowledge = (notice?: string) =>
  ({ type: 'acknowledge', by: 'Carl', ...(notice && { notice }) }) as const;
const inWindow = lived(begun(), '2027-05-10');
const first = 'renewal-P120D:2027-09-01';

describe('a resent notice', () => {
  it('goes out at once, as an obligation of its own, and does not change when the next ones go out', () => {
    const { sent } = course(inWindow, evening('2027-06-03'), { acts: [act('2027-05-10', resend(first))] });
    expect([...new Set(sent.map(({ obligation }) => obligation.id))]).toEqual([
      `${first}@${morning('2027-05-10')}`,
      'renewal-P90D:2027-09-01',
    ]);
    expect(sent).toHaveLength(4);
  });

  it.each(['renewal-P120D', 'renewal'])('may be named in short, as %s', (name) => {
    const { sent } = course(inWindow, evening('2027-05-10'), { acts: [act('2027-05-10', resend(name))] });
    expect(sent.map(({ obligation }) => obligation.id)).toContain(`${first}@${morning('2027-05-10')}`);
    const { after } = given(inWindow).when(morning('2027-05-10'), acknowledge(name));
    expect(after.record.at(-1)).toMatchObject({ type: 'acknowledged', notice: first });
  });

  it('goes to the current contacts', () => {
    const nina = { name: 'Nina', email: 'nina@access-board.gov', roles: ['owner' as const] };
    const acts = [
      act('2027-05-10', { type: 'change-contacts', by: 'Olive', contacts: [nina] }),
      act('2027-05-11', resend(first)),
    ];
    expect(course(inWindow, evening('2027-05-11'), { acts }).sent.map(({ to }) => to)).toEqual([nina.email]);
  });

  it.each([
    [
      'it has not been sent yet',
      'renewal-P90D:2027-09-01',
      `renewal-P90D:2027-09-01 of ${id} has not been sent yet.`,
    ],
    ['there is no such notice', 'birthday', `${id} has not sent a notice "birthday".`],
  ])('is refused if %s', (_, notice, sentence) => {
    given(inWindow).when(morning('2027-05-10'), resend(notice)).then(sentence);
  });

  it('is refused when it is no longer relevant', () => {
    const declined = given(inWindow).when(morning('2027-05-10'), decline).after;
    given(declined)
      .when(evening('2027-05-10'), resend(first))
      .then(`${first} of ${id} can't be resent: the decision is to decline.`);
    const moved = given(inWindow).when(morning('2027-05-10'), amend({ termEndsOn: '2027-12-01' })).after;
    given(moved)
      .when(evening('2027-05-10'), resend(first))
      .then(`${first} of ${id} can't be resent: its date was moved.`);
    const suspended = given(inWindow).when(morning('2027-05-10'), suspend).after;
    given(suspended)
      .when(evening('2027-05-10'), resend(first))
      .then(`${first} of ${id} can't be resent: the agreement is suspended.`);
  });

  it('resolves the issue of a failed notice, however often it was tried', () => {
    const failed = lived(lived(begun(), '2027-05-03'), '2027-05-06', { world: mailIs('refused') });
    expect(issueLines(failed)).toEqual([`failed: ${first}: no recipient is known to have got it`]);
    const again = lived(failed, '2027-05-08', {
      acts: [act('2027-05-06', resend(first))],
      world: mailIs('refused'),
    });
    expect(again.issues).toHaveLength(2);
    const mended = lived(again, '2027-05-09', { acts: [act('2027-05-08', resend(first))] });
    expect(mended.issues).toEqual([]);
    expect(outcomes(mended)[`${first}@${morning('2027-05-08')}`]).toBe('carried-out');
  });
});

describe('an acknowledgment', () => {
  it('is for the notice that is named, or for the last one sent', () => {
    const { record } = given(inWindow).when(morning('2027-05-10'), acknowledge()).then(['acknowledged']);
    expect(record.at(-1)).toMatchObject({ by: 'Carl', notice: first });
    const named = given(inWindow).when(morning('2027-05-10'), acknowledge('welcome')).after;
    expect(named.record.at(-1)).toMatchObject({ notice: 'welcome' });
  });

  it('is refused before anything was sent', () => {
    given(begun()).when(morning('2026-09-01'), acknowledge()).then(`${id} has not sent a notice yet.`);
  });

  it('does not stop other notices', () => {
    const { agreement } = course(inWindow, morning('2027-05-11'), {
      acts: [act('2027-05-10', acknowledge())],
    });
    expect(notices(course(agreement, evening('2027-06-03')))).toEqual(['renewal-P90D:2027-09-01']);
  });
});

describe('a delayed reminder', () => {
  it('is not superseded when an earlier one of its series is resent', () => {
    const window = lived(begun(), '2027-07-20');
    const silent = mailIs('later');
    const delayed = lived(window, '2027-08-03', { world: silent });
    const again = lived(delayed, '2027-08-04', {
      acts: [act('2027-08-03', resend('renewal-P60D:2027-09-01'))],
    });
    expect(outcomes(again)['renewal-P30D:2027-09-01']).toBe('carried-out');
  });
});
