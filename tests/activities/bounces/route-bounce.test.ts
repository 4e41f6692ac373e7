// A bounce that comes to its address: which agreement and which contact it is about.
import { describe, expect, it } from 'vitest';
import { agreementPart, bounceAddress } from '../../../activities/bounces/bounce-address.ts';
import { routeBounce } from '../../../activities/bounces/route-bounce.ts';
import type { Command } from '../../../agreements/commands/command.ts';
import { decide } from '../../../agreements/commands/decide.ts';
import { evolve, evolveAll } from '../../../agreements/lifecycle/evolve.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import { AlreadyDoneError, RefusedError } from '../../../agreements/validation/errors.ts';
import { begun } from '../../agreements/support/given.ts';
import { mail, notification } from './notifications.ts';

const olive = 'olive@access-board.gov';

describe('a bounce that comes to its address', () => {
  const bounces = { domain: 'b.onegov.example', keys: ['a secret of 32 characters, at least'] };
  const messageId = `<${'0a1b2c3d'.repeat(4)}@onegov.example>`;
  const refusal = (status: string, ...recipients: string[]) => {
    const fields = (recipients.length > 0 ? recipients : [olive]).map(
      (recipient) => `\n\nFinal-Recipient: rfc822; ${recipient}\nAction: failed\nStatus: ${status}`,
    );
    return notification('', `Reporting-MTA: dns; mx${fields.join('')}`);
  };

  const refusalWith = (status: string, words: string) =>
    notification(
      '',
      `Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; ${olive}\nAction: failed\nStatus: ${status}\nDiagnostic-Code: smtp; ${words}`,
    );

  const told: { address: string; messageId: string; reason: string }[] = [];
  /** An agreement whose welcome went to this address in that message, and its record. */
  function register(address = olive) {
    const started = begun();
    const receipt = {
      to: address,
      messageId,
      result: 'accepted' as const,
      reply: '250',
      at: started.plan[0]?.dueAt ?? '',
    };
    let agreement = evolve(started, {
      ...{ type: 'settled', at: receipt.at, id: 'welcome', outcome: 'carried-out', receipts: [receipt] },
    });
    const act = (command: Command) => {
      agreement = evolveAll(agreement, decide(agreement, { command }, '2026-09-03T12:00:00Z'));
    };
    return {
      id: started.id,
      find: async (part: string) => (part === agreementPart(started.id) ? started.id : undefined),
      view: async () => agreement,
      async bounced(_: string, bounce: { address: string; messageId: string; reason: string }) {
        act({ type: 'bounced', by: 'the mail server', ...bounce });
      },
      async unread(_: string, mail: { address: string; messageId: string; lines: string[] }) {
        act({ type: 'bounce-unread', by: 'the mail server', ...mail });
      },
      unrecorded: async (_: string, mail: (typeof told)[number]) => void told.push(mail),
    };
  }

  const policy = '550 5.7.26 The sending domain has neither SPF nor DKIM in line with its From domain';

  it.each([
    ['5.7.26', policy],
    ['5.7.1', '554 5.7.1 Your server is on a list of senders with a bad reputation'],
    ['5.1.8', '550 5.1.8 Bad sender'],
    ['5.0.0', policy],
  ])(
    'with %s and "%s" marks nobody: the operators get an alert that our mail is refused',
    async (status, words) => {
      const agreements = register();
      const to = bounceAddress({ agreement: agreements.id, messageId }, bounces);
      const raw = refusalWith(status, words);
      expect(await routeBounce({ to, raw }, bounces, agreements)).toBe('noted');
      const { unreachable, issues, plan } = await agreements.view();
      expect(unreachable).toBeUndefined();
      expect(issues).toMatchObject([{ kind: 'bounced', meaning: 'our-mail-refused' }]);
      const again = plan.filter(({ id, kind }) => id.includes('@') && kind === 'notice');
      expect(again).toMatchObject([{ notice: 'welcome', dueAt: '2026-09-03T16:00:00.000Z' }]);
      expect(plan.filter(({ kind }) => kind === 'alert')).toMatchObject([
        {
          text: expect.stringContaining(
            `refuses our mail. It did not take a message to ${olive}. The server said: "${words}"`,
          ),
        },
      ]);
    },
  );

  it.each([
    ['5.2.2', '552 5.2.2 Over its quota, please try again another day'],
    ['4.4.7', 'no connection in three days'],
    ['5.1.2', ''],
    ['5.0.0', '550 The mailbox is full'],
  ])('with %s and "%s" goes to the next contact, and what follows to the same one', async (status, words) => {
    const agreements = register();
    const to = bounceAddress({ agreement: agreements.id, messageId }, bounces);
    const raw = refusalWith(status, words);
    expect(await routeBounce({ to, raw }, bounces, agreements)).toBe('noted');
    const { unreachable, plan } = await agreements.view();
    expect(unreachable).toBeUndefined();
    const again = plan.filter(({ id, kind }) => id.includes('@') && kind === 'notice');
    expect(again).toMatchObject([{ notice: 'welcome', dueAt: '2026-09-03T12:00:00Z', but: [olive] }]);
  });

  it('is recorded once, with the agreement that its address names', async () => {
    const agreements = register();
    const to = bounceAddress({ agreement: agreements.id, messageId }, bounces);
    expect(await routeBounce({ to, raw: refusal('5.1.1') }, bounces, agreements)).toBe('noted');
    const once = await agreements.view();
    expect(once.issues).toMatchObject([{ kind: 'bounced', refused: [olive] }]);
    expect(await routeBounce({ to, raw: refusal('5.1.1') }, bounces, agreements)).toBe('known');
    expect(await agreements.view()).toBe(once);
  });

  it('after days of tries is recorded, and later notices still go to that address', async () => {
    const agreements = register();
    const to = bounceAddress({ agreement: agreements.id, messageId }, bounces);
    expect(await routeBounce({ to, raw: refusal('4.4.7') }, bounces, agreements)).toBe('noted');
    const { issues, unreachable } = await agreements.view();
    expect(issues).toMatchObject([{ kind: 'bounced', refused: [olive] }]);
    expect(unreachable).toBeUndefined();
  });

  it('of a former contact is recorded once, and the notice goes to the current contact', async () => {
    const gone = 'gone@access-board.gov';
    const agreements = register(gone);
    const mail = {
      to: bounceAddress({ agreement: agreements.id, messageId }, bounces),
      raw: refusal('5.1.1', gone),
    };
    expect(await routeBounce(mail, bounces, agreements)).toBe('noted');
    const once = await agreements.view();
    expect([once.unreachable, once.issues]).toEqual([undefined, []]);
    expect(once.plan[0]).toMatchObject({ notice: 'welcome', dueAt: '2026-09-03T12:00:00Z' });
    expect(await routeBounce(mail, bounces, agreements)).toBe('known');
    expect(await agreements.view()).toBe(once);
  });

  it.each([
    ['names its contact in capitals', refusal('5.1.1', olive.toUpperCase())],
    ['names no address', refusal('5.1.1', '')],
    ['names another address before its contact', refusal('5.1.1', 'else@access-board.gov', olive)],
  ])('counts where its report %s', async (_, raw) => {
    const agreements = register();
    const to = bounceAddress({ agreement: agreements.id, messageId }, bounces);
    expect(await routeBounce({ to, raw }, bounces, agreements)).toBe('noted');
    expect((await agreements.view()).unreachable).toEqual([olive]);
  });

  const delay = notification(
    '',
    `Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; ${olive}\nAction: delayed\nStatus: 4.4.1`,
  );
  const strange = `<${'f'.repeat(32)}@x>`;

  it.each<[string, string, Buffer, string, string | undefined]>([
    ['about a delay', messageId, delay, 'temporary', undefined],
    [
      'that is an automatic reply',
      messageId,
      mail('Subject: Away\nAuto-Submitted: auto-replied', 'Until Monday.'),
      'no bounce',
      undefined,
    ],
    ['about a message that is not on record yet', strange, refusal('5.1.1'), 'early', undefined],
  ])('changes nothing if it is one %s', async (_, about, raw, taken, address) => {
    const agreements = register(address);
    const before = await agreements.view();
    const to = bounceAddress({ agreement: agreements.id, messageId: about }, bounces);
    expect(await routeBounce({ to, raw }, bounces, agreements)).toBe(taken);
    expect(await agreements.view()).toBe(before);
  });

  it('from another address is put on the agreement once, and the operators get an alert that names it', async () => {
    const agreements = register();
    const to = bounceAddress({ agreement: agreements.id, messageId }, bounces);
    const raw = refusal('5.1.1', 'olive@home.example');
    told.length = 0;
    expect(await routeBounce({ to, raw }, bounces, agreements)).toBe('elsewhere');
    const noted = await agreements.view();
    expect(noted.unreachable).toBeUndefined();
    expect(noted.issues).toMatchObject([{ kind: 'bounce-unread', refused: [olive], messageId }]);
    expect(noted.plan.filter(({ kind }) => kind === 'alert')).toMatchObject([
      {
        text: expect.stringMatching(
          /a person has to look at it: "Another address bounced: .* \/ olive@home\.example: 5\.1\.1"\. If /,
        ),
      },
    ]);
    expect(await routeBounce({ to, raw }, bounces, agreements)).toBe('known');
    expect(await agreements.view()).toBe(noted);
    expect(told).toEqual([]);
  });

  it('is unknown if it is about an alert, a report, or an agreement with nothing left to send', async () => {
    const agreements = register();
    const taken = (agreement: string, about: string, register: Parameters<typeof routeBounce>[2]) => {
      const to = bounceAddress({ agreement, messageId: about }, bounces);
      return routeBounce({ to, raw: refusal('5.1.1') }, bounces, register);
    };
    const { plan, ...rest } = await agreements.view();
    const receipt = { to: 'operators@onegov.example', messageId: strange, result: 'accepted' as const };
    const alert = { type: 'settled' as const, at: '', id: 'alert:1', outcome: 'carried-out' as const };
    const record = [...rest.record, { ...alert, receipts: [{ ...receipt, reply: '250', at: '' }] }];
    const alerted = { ...agreements, view: async () => ({ ...rest, plan, record }) as Agreement };
    expect(await taken(agreements.id, strange, alerted)).toBe('unknown');
    expect(await taken('digest:1', strange, agreements)).toBe('unknown');
    const forgotten = { ...agreements, view: () => Promise.reject(new RefusedError('It is not there.')) };
    expect(await taken(agreements.id, messageId, forgotten)).toBe('unknown');
    const ended = { ...agreements, view: async () => ({ ...rest, plan: [] }) as Agreement };
    expect(await taken(agreements.id, strange, ended)).toBe('unknown');
  });

  it('has its own result if the agreement is over, or if the bounce is on record already', async () => {
    const agreements = register();
    const to = bounceAddress({ agreement: agreements.id, messageId }, bounces);
    const tooLate: unknown[] = [];
    const takenIf = (error: Error) =>
      routeBounce({ to, raw: refusal('5.1.1') }, bounces, {
        ...agreements,
        bounced: () => Promise.reject(error),
        unrecorded: async (...told) => tooLate.push(...told),
      });
    expect(await takenIf(new RefusedError('It is over.'))).toBe('over');
    const bounce = { address: olive, messageId, reason: '5.1.1', meaning: 'no-mailbox' };
    expect(tooLate).toEqual([agreements.id, bounce]);
    expect(await takenIf(new AlreadyDoneError('It is known.'))).toBe('known');
    await expect(takenIf(new Error('Nobody answers.'))).rejects.toThrow('Nobody answers.');
    expect(tooLate).toHaveLength(2);
  });

  /** What becomes of a report with these fields, in a message to a contact with this address. */
  async function routed(fields: string, { contact = olive, header = '' } = {}) {
    const agreements = register(contact);
    const to = bounceAddress({ agreement: agreements.id, messageId }, bounces);
    const raw = notification(`mx.example${header}`, `Reporting-MTA: dns; mx\n\n${fields}`);
    const result = await routeBounce({ to, raw }, bounces, agreements);
    const { unreachable, issues } = await agreements.view();
    return { result, unreachable, issues: issues.map(({ kind }) => kind) };
  }
  const own = `Final-Recipient: rfc822; ${olive}\nOriginal-Recipient: rfc822;${olive}`;
  const bouncedOnly = { result: 'noted', unreachable: undefined, issues: ['bounced'] };

  it.each([
    ['for our policy', `${own}\nAction: failed\nStatus: 5.7.26\nDiagnostic-Code: smtp; 550 5.7.26 No SPF`],
    ['for a full mailbox', `${own}\nAction: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 Full`],
    ['as expired', `${own}\nAction: expired\nStatus: 4.4.7\nDiagnostic-Code: smtp; no connection`],
    ['without more than that', 'Action: failed'],
    [
      'in general, with a temporary reply',
      `${own}\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 451 Try later`,
    ],
  ])('%s is recorded, and marks nobody', async (_, fields) => {
    expect(await routed(fields)).toEqual(bouncedOnly);
  });

  it('in general, with a reply that says more, marks the contact', async () => {
    const fields = `${own}\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.1.1 Nobody of this name`;
    expect(await routed(fields)).toEqual({ ...bouncedOnly, unreachable: [olive] });
  });

  const team = 'team@access-board.gov';
  const gone = 'gone@partner.example';
  const failed = 'Action: failed\nStatus: 5.1.1';

  it.each([
    ['', `Final-Recipient: rfc822; ${gone}\nOriginal-Recipient: rfc822;${team}`, ''],
    [', in a field of its own', `Final-Recipient: rfc822; ${team}\nX-Actual-Recipient: rfc822; ${gone}`, ''],
    [', in the header', `Final-Recipient: rfc822; ${team}`, `\nX-Failed-Recipients: ${gone}`],
    [' and no group', `Final-Recipient: rfc822; ${gone}`, ''],
  ])('that names a member%s marks nobody, and is an open issue', async (_, fields, header) => {
    const outcome = await routed(`${fields}\n${failed}`, { contact: team, header });
    expect(outcome).toEqual({ result: 'elsewhere', unreachable: undefined, issues: ['bounce-unread'] });
  });

  it.each([
    ['rowan+ai@access-board.gov', 'Original-Recipient: rfc822;rowan+2Bai@access-board.gov'],
    ['rowan=ai@access-board.gov', 'Final-Recipient: rfc822;rowan+3Dai@access-board.gov'],
    ['rowan@access-board.gov', 'Final-Recipient: rfc822;"rowan"@access-board.gov'],
    ['rowan@access-board.gov', 'Final-Recipient: rfc822;Rowan@store1.access-board.gov'],
    ['inés@access-board.gov', 'Original-Recipient: utf-8;in\\x{E9}s@access-board.gov'],
  ])('to %s is recognized in "%s"', async (contact, field) => {
    expect(await routed(`${field}\n${failed}`, { contact })).toMatchObject({ result: 'noted' });
  });

  it('that nobody can read is put on the agreement once, and the operators get one alert', async () => {
    const agreements = register();
    const to = bounceAddress({ agreement: agreements.id, messageId }, bounces);
    const letter = mail(`From: Olive <${olive}>`, 'I have a new job.');
    expect(await routeBounce({ to, raw: letter }, bounces, agreements)).toBe('unread');
    const noted = await agreements.view();
    expect(noted.issues).toMatchObject([{ kind: 'bounce-unread', refused: [olive], messageId }]);
    expect(noted.record.at(-1)).toMatchObject({ lines: [`From: Olive <${olive}>`, 'I have a new job.'] });
    expect(noted.unreachable).toBeUndefined();
    expect(await routeBounce({ to, raw: letter }, bounces, agreements)).toBe('known');
    expect(await agreements.view()).toBe(noted);
  });

  it('as a complaint is put on the agreement, with what may be the cause', async () => {
    const agreements = register();
    const to = bounceAddress({ agreement: agreements.id, messageId }, bounces);
    const raw = notification('mail.example', 'Feedback-Type: abuse', 'feedback-report');
    expect(await routeBounce({ to, raw }, bounces, agreements)).toBe('complaint');
    const { issues, record } = await agreements.view();
    expect(issues).toMatchObject([{ kind: 'bounce-unread', refused: [olive], messageId }]);
    const [first] = (record.at(-1) as { lines?: string[] }).lines ?? [];
    expect(first).toMatch(/^A complaint: .*SPF/);
  });

  it('that nobody can read, of an agreement that is over, is reported to the operators', async () => {
    const agreements = register();
    const to = bounceAddress({ agreement: agreements.id, messageId }, bounces);
    told.length = 0;
    const over = { ...agreements, unread: () => Promise.reject(new RefusedError('It is over.')) };
    expect(await routeBounce({ to, raw: mail('Subject: x', 'y') }, bounces, over)).toBe('over');
    expect(told).toEqual([{ address: olive, messageId, reason: 'Subject: x / y' }]);
  });

  it('is not read if its address is forged', async () => {
    const agreements = register();
    const to = bounceAddress({ agreement: agreements.id, messageId }, { ...bounces, keys: ['another'] });
    expect(await routeBounce({ to, raw: refusal('5.1.1') }, bounces, agreements)).toBe('forged');
  });
});
