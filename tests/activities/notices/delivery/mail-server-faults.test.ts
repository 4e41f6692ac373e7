// A mail server that fails at each stage: messages arrive exactly once where possible, and receipts say what happened.
import { afterEach, describe, expect, it } from 'vitest';
import { withoutReceipt } from '../../../../agreements/contacts/recipients.ts';
import type { Delivery, DeliveryOrder, NoticeOrder } from '../../../../agreements/delivery/order-types.ts';
import { type SmtpFault, type SmtpServer, startFaultySmtpServer } from '../../../support/smtp.ts';
import { contracting, notice, order, owner, termEnd } from '../examples/brief.ts';
import { attempt, copies, deliverInTheEnd, impatient, noticesTo, results } from './attempts.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function faultyServer(...faults: SmtpFault[]): Promise<SmtpServer> {
  const started = await startFaultySmtpServer(faults);
  cleanUps.push(started.stop);
  return started;
}

function noticesVia(server: SmtpServer, transport = {}) {
  const made = noticesTo(server, { transport });
  cleanUps.push(made.close);
  return made;
}

type Outcome = { result: 'accepted' | 'refused' | 'uncertain'; copies: 0 | 1 | 2; attempts: number };
const sentAtOnce: Outcome = { result: 'accepted', copies: 1, attempts: 1 };
const sentNextTime: Outcome = { result: 'accepted', copies: 1, attempts: 2 };
const refused: Outcome = { result: 'refused', copies: 0, attempts: 1 };
const sentTwice: Outcome = { result: 'accepted', copies: 2, attempts: 2 };

const later = { say: '451 4.3.0 Try again later' };
const never = { say: '554 5.7.1 No' };
const hangUp = 'hang up' as const;
const stall = 'stall' as const;
const to = owner.email;

/** One fault, once, while the first of two messages is sent. */
const matrix: [SmtpFault, Outcome][] = [
  [{ at: 'connect', do: later }, sentNextTime],
  [{ at: 'connect', do: never }, sentNextTime],
  [{ at: 'connect', do: hangUp }, sentAtOnce],
  [{ at: 'connect', do: hangUp, times: 7 }, sentNextTime],
  [{ at: 'connect', do: stall }, sentNextTime],
  [{ at: 'EHLO', do: later }, sentNextTime],
  [{ at: 'EHLO', do: never }, sentNextTime],
  [{ at: 'EHLO', do: hangUp }, sentNextTime],
  [{ at: 'EHLO', do: stall }, sentNextTime],
  [{ at: 'MAIL', do: later }, sentNextTime],
  [{ at: 'MAIL', do: never }, sentNextTime],
  [{ at: 'MAIL', do: hangUp }, sentNextTime],
  [{ at: 'MAIL', do: stall }, sentNextTime],
  [{ at: 'RCPT', to, do: later }, sentNextTime],
  [{ at: 'RCPT', to, do: never }, refused],
  [{ at: 'RCPT', to, do: { say: '530 5.7.0 Authentication required' } }, sentNextTime],
  [{ at: 'RCPT', to, do: hangUp }, sentNextTime],
  [{ at: 'RCPT', to, do: stall }, sentNextTime],
  [{ at: 'DATA', to, do: later }, sentNextTime],
  [{ at: 'DATA', to, do: never }, refused],
  [{ at: 'DATA', to, do: hangUp }, sentNextTime],
  [{ at: 'DATA', to, do: stall }, sentNextTime],
  [{ at: 'content', to, do: hangUp }, sentNextTime],
  [{ at: 'content', to, do: stall }, sentNextTime],
  [{ at: 'end', to, do: later }, sentNextTime],
  [{ at: 'end', to, do: { say: '421 4.3.2 Closing' } }, sentNextTime],
  [{ at: 'end', to, do: never }, refused],
  [{ at: 'end', to, do: hangUp }, sentNextTime],
  [{ at: 'end', to, do: stall }, sentNextTime],
  [{ at: 'end', to, do: hangUp, keep: true }, sentTwice],
  [{ at: 'end', to, do: stall, keep: true }, sentTwice],
  [{ at: 'end', to, do: { say: '999 What' }, keep: true }, sentTwice],
];

function patienceFor(what: SmtpFault['do']) {
  return what === stall ? impatient : {};
}

describe('a refusal of an address', () => {
  it.each([
    ['550 5.1.1 <x@y.gov>: Recipient address rejected: User unknown', 'RCPT', 'no-mailbox'],
    ['550 5.1.10 RESOLVER.ADR.RecipientNotFound', 'RCPT', 'no-mailbox'],
    ['550 5.2.1 The mailbox is disabled', 'RCPT', 'no-mailbox'],
    ['551 5.1.6 The mailbox has moved', 'RCPT', 'no-mailbox'],
    ['550 Unknown user', 'RCPT', 'no-mailbox'],
    ['550 5.1.1 User unknown', 'DATA', 'no-mailbox'],
    ['552 5.2.2 Over quota', 'RCPT', 'passing'],
    ['550 Not here', 'RCPT', 'passing'],
    ['550 5.7.1 Not from you', 'RCPT', 'our-mail-refused'],
    ['550 5.7.26 Neither SPF nor DKIM pass', 'end', 'our-mail-refused'],
    ['552 5.3.4 Message too big', 'end', 'message-refused'],
  ] as const)('"%s" to %s says what the server means', async (say, at, meaning) => {
    const notices = noticesVia(await faultyServer({ at, to, do: { say } }));
    const { delivery } = await deliverInTheEnd(notices, order);
    const receipt = delivery[notice.obligation]?.find((one) => one.to === to);
    expect(receipt).toMatchObject({ result: 'refused' });
    expect(receipt?.meaning).toBe(meaning);
  });
});

const named = matrix.map(([fault, outcome]) => ({ title: describeFault(fault), fault, outcome }));

function describeFault({ at, do: what, keep, times }: SmtpFault): string {
  const doing = typeof what === 'string' ? what : `says ${what.say}`;
  return `at ${at}: ${doing}${keep ? ', having kept the message' : ''}${times ? `, ${times} times` : ''}`;
}

const another: NoticeOrder = {
  ...notice,
  obligation: 'renewal-P60D:2027-10-01',
  notice: 'renewal',
  about: termEnd,
};
const both: DeliveryOrder = { ...order, notices: [notice, another] };

/** Both orders send one message to each contact. Each notice in a message must have the same result. */
const orders = [
  { carrying: 'one notice', order },
  { carrying: 'two notices in one message', order: both },
];

function deliveryOf({ notices }: DeliveryOrder, receipts: object): object {
  return Object.fromEntries(notices.map(({ obligation }) => [obligation, receipts]));
}

function resultsOf(delivery: Delivery = {}): object {
  return Object.fromEntries(Object.entries(delivery).map(([id, receipts]) => [id, results(receipts)]));
}

describe.each(orders)('given $carrying and a server that fails once', ({ order }) => {
  it.each(named)('$title', async ({ fault, outcome }) => {
    const server = await faultyServer(fault);
    const { delivery, attempts } = await deliverInTheEnd(noticesVia(server, patienceFor(fault.do)), order);
    expect(resultsOf(delivery)).toEqual(
      deliveryOf(order, { [owner.email]: outcome.result, [contracting.email]: 'accepted' }),
    );
    const arrived = copies(server, owner.email);
    expect({ result: outcome.result, copies: arrived.length, attempts }).toEqual(outcome);
    expect(new Set(arrived).size).toBe(Math.min(arrived.length, 1));
    expect(copies(server, contracting.email)).toHaveLength(1);
  });
});

describe('given a server that keeps failing', () => {
  it.each([hangUp, stall])('after the end (%s), sends two equal copies and no third', async (what) => {
    const server = await faultyServer({ at: 'end', to, do: what, keep: true, times: 9 });
    const { delivery, attempts } = await deliverInTheEnd(noticesVia(server, patienceFor(what)), order);
    expect(attempts).toBe(2);
    expect(results(delivery[notice.obligation])).toEqual({
      [owner.email]: 'uncertain',
      [contracting.email]: 'accepted',
    });
    const [first, second, ...more] = copies(server, owner.email);
    expect(first).toBeDefined();
    expect(second).toBe(first);
    expect(more).toEqual([]);
  });

  it('for one recipient by greylisting, sends the other messages at once and only once', async () => {
    const greylisted = { say: '450 4.2.0 <owner@access-board.gov> Greylisted, come back later' };
    const server = await faultyServer({ at: 'RCPT', to, do: greylisted, times: 3 });
    const notices = noticesVia(server);
    const first = await attempt(notices, order);
    expect(copies(server, contracting.email)).toHaveLength(1);
    expect(first.failure).toMatchObject({
      type: 'NotDeliveredYet',
      message: 'The mail server has not taken 1 of 2 messages yet: 450 4.2.0 <…> Greylisted, come back later',
      details: [
        { delivery: { [notice.obligation]: [{ to: contracting.email, result: 'accepted' }] }, uncertain: [] },
      ],
    });
    const { attempts } = await deliverInTheEnd(notices, order, first.beats.at(-1));
    expect(attempts).toBe(3);
    expect(copies(server, owner.email)).toHaveLength(1);
    expect(copies(server, contracting.email)).toHaveLength(1);
  });

  it('and refuses the second copy of an uncertain message, sends no third copy and records the refusal', async () => {
    const server = await faultyServer(
      { at: 'end', to, do: hangUp, keep: true },
      { at: 'end', to, do: never },
    );
    const { delivery } = await deliverInTheEnd(noticesVia(server), order);
    expect(results(delivery[notice.obligation])[owner.email]).toBe('refused');
    expect(copies(server, owner.email)).toHaveLength(1);
  });
});

describe('given a server that falls silent for one recipient, again and again', () => {
  it('sends the messages of the other recipients', async () => {
    const server = await faultyServer({ at: 'RCPT', to, do: stall, times: 9 });
    const notices = noticesVia(server, impatient);
    const first = await attempt(notices, order);
    const second = await attempt(notices, order, first.beats.at(-1), { number: 2 });
    expect(results(second.beats.at(-1)?.delivery[notice.obligation])).toEqual({
      [contracting.email]: 'accepted',
    });
  });
});

describe('given a sender whose domain changes between two tries', () => {
  const moved = (server: SmtpServer) => noticesTo(server, { from: 'notices@moved.example' });

  it('keeps the Message-ID, so that the second copy is known to be one', async () => {
    const server = await faultyServer({ at: 'end', to, do: hangUp, keep: true });
    const first = await attempt(noticesVia(server), order);
    const { delivery } = await deliverInTheEnd(moved(server), order, first.beats.at(-1));
    expect(resultsOf(delivery)).toEqual(
      deliveryOf(order, { [owner.email]: 'accepted', [contracting.email]: 'accepted' }),
    );
    const ids = copies(server, owner.email).map((raw) => /^Message-ID: (.*)$/im.exec(raw)?.[1]);
    expect(ids).toEqual([expect.any(String), ids[0]]);
    expect(copies(server, contracting.email)).toHaveLength(1);
  });

  it('sends nothing again that was accepted', async () => {
    const server = await faultyServer();
    const { known } = await attempt(noticesVia(server), order);
    await deliverInTheEnd(moved(server), order, known.at(-1));
    expect(server.mails).toHaveLength(2);
  });
});

describe.each(orders)('given $carrying and a worker that dies', ({ order }) => {
  it('at any moment, never repeats answered messages, and sends uncertain messages once more and the others once', async () => {
    const untroubled = await faultyServer();
    const { known } = await attempt(noticesVia(untroubled), order);
    expect(known).toHaveLength(3);
    const arrived = [];
    for (const lastHeard of known) {
      const server = await faultyServer();
      const { delivery } = await deliverInTheEnd(noticesVia(server), order, lastHeard);
      expect(resultsOf(delivery)).toEqual(
        deliveryOf(order, { [owner.email]: 'accepted', [contracting.email]: 'accepted' }),
      );
      arrived.push([copies(server, owner.email).length, copies(server, contracting.email).length]);
      for (const { to, raw } of server.mails) {
        expect(raw.equals(untroubled.mails.find((mail) => mail.to[0] === to[0])?.raw ?? Buffer.of())).toBe(
          true,
        );
      }
    }
    expect(arrived).toEqual([
      [1, 1],
      [0, 1],
      [0, 0],
    ]);
  });

  it('twice while it hands over a message, does not send the message a third time', async () => {
    const server = await faultyServer();
    const notices = noticesVia(server);
    const died = async (soFar?: Parameters<typeof attempt>[2]) => {
      const { beats } = await attempt(notices, order, soFar);
      return beats.find(({ uncertain }) => uncertain.length > (soFar?.uncertain.length ?? 0));
    };
    const once = await died();
    const twice = await died(once);
    expect(twice?.uncertain).toHaveLength(2);
    const { delivery } = await deliverInTheEnd(notices, order, twice);
    expect(resultsOf(delivery)).toEqual(
      deliveryOf(order, { [owner.email]: 'uncertain', [contracting.email]: 'accepted' }),
    );
    expect(copies(server, owner.email)).toHaveLength(2);
  });
});

describe('given two notices in one message', () => {
  it('has the same receipt for both at every moment', async () => {
    const { known } = await attempt(noticesVia(await faultyServer()), both);
    expect(known).toHaveLength(3);
    for (const { delivery } of known) {
      expect(delivery[notice.obligation]?.length).toBeGreaterThan(0);
      expect(delivery[another.obligation]).toEqual(delivery[notice.obligation]);
    }
  });

  it('sends only the other notice, once, to a contact who has one of the two', async () => {
    const greylisted = { say: '450 4.2.0 Greylisted' };
    const server = await faultyServer({ at: 'RCPT', to: contracting.email, do: greylisted });
    const notices = noticesVia(server);
    const { beats } = await attempt(notices, order);
    const soFar = beats.at(-1)?.delivery ?? {};
    expect(resultsOf(soFar)).toEqual({ [notice.obligation]: { [owner.email]: 'accepted' } });
    const { delivery } = await deliverInTheEnd(notices, stillOpen(both, soFar));
    expect(resultsOf(delivery)).toEqual({
      [notice.obligation]: { [contracting.email]: 'accepted' },
      [another.obligation]: { [owner.email]: 'accepted', [contracting.email]: 'accepted' },
    });
    expect(subjectsOf(server, owner.email)).toEqual([
      expect.stringMatching(/31 days left with .*Mode$/),
      expect.stringMatching(/days left to decide about renewal$/),
    ]);
    expect(subjectsOf(server, contracting.email)).toEqual([expect.stringMatching(/\(and 1 more notice\)$/)]);
  });

  it('sends neither again after a message without an answer', async () => {
    const server = await faultyServer({ at: 'end', to, do: hangUp, keep: true });
    const notices = noticesVia(server);
    const { beats } = await attempt(notices, both);
    const soFar = beats.find(({ uncertain }) => uncertain.length > 0)?.delivery ?? {};
    const { delivery } = await deliverInTheEnd(notices, stillOpen(both, soFar));
    expect(resultsOf(delivery)).toEqual(deliveryOf(both, { [contracting.email]: 'accepted' }));
    expect(copies(server, owner.email)).toHaveLength(1);
  });

  it('sends the same message in the next order to a contact who has neither', async () => {
    const server = await faultyServer({ at: 'RCPT', to, do: { say: '450 4.2.0 Greylisted' } });
    const notices = noticesVia(server);
    const first = await attempt(notices, both);
    const next = stillOpen({ ...both, now: '2026-10-30T15:04:00Z' }, first.beats.at(-1)?.delivery ?? {});
    const { delivery } = await deliverInTheEnd(notices, next);
    expect(resultsOf(delivery)).toEqual(deliveryOf(both, { [owner.email]: 'accepted' }));
    const untroubled = await attempt(noticesVia(await faultyServer()), both);
    const idOf = (one?: Delivery) =>
      one?.[another.obligation]?.find((receipt) => receipt.to === to)?.messageId;
    expect(idOf(delivery)).toBe(idOf(untroubled.delivery));
  });

  it('has both refused if the address is refused', async () => {
    const server = await faultyServer({ at: 'RCPT', to, do: never });
    const { delivery } = await deliverInTheEnd(noticesVia(server), both);
    expect(resultsOf(delivery)).toEqual(
      deliveryOf(both, { [owner.email]: 'refused', [contracting.email]: 'accepted' }),
    );
    expect(server.mails).toHaveLength(1);
  });
});

/** The next order: each notice goes to the contacts who do not have it yet. */
function stillOpen(order: DeliveryOrder, soFar: Delivery): DeliveryOrder {
  const notices = order.notices.map((one) => ({
    ...one,
    recipients: withoutReceipt(one.recipients, soFar[one.obligation]),
  }));
  return { ...order, notices };
}

function subjectsOf(server: SmtpServer, email: string): string[] {
  return copies(server, email).map((raw) => {
    const [, subject = ''] = /^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(raw) ?? [];
    return subject.replace(/\r\n[ \t]/g, ' ');
  });
}

describe('receipts', () => {
  it('hold the answer in one line of at most 200 characters', async () => {
    const say = `550-5.1.1 No such person.\r\n550-${'x'.repeat(300)}\r\n550 5.1.1 Bye`;
    const server = await faultyServer({ at: 'RCPT', to, do: { say } });
    const { delivery } = await deliverInTheEnd(noticesVia(server), order);
    const reply = delivery[notice.obligation]?.find((receipt) => receipt.to === to)?.reply ?? '';
    expect(reply).toMatch(/^550-5\.1\.1 No such person\. 550-x+$/);
    expect(reply).toHaveLength(200);
  });
});
