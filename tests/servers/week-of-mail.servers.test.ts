// A week's mail through a real Postfix and a real Exim, with bad mailboxes, full ones, groups and forwards: every notice is
// with someone or in front of the operators at its end.
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSameAddress } from '../../agreements/contacts/recipients.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { doubled, fatesOf, type Mailboxes, vanished } from './support/account.ts';
import { runWeek, type Week } from './support/week.ts';
import type { ServerName } from './support/world.ts';

describe.each<ServerName>(['Postfix', 'Exim'])('a week of mail that we hand to %s', (ours) => {
  let week: Week;
  let mailboxes: Mailboxes;

  beforeAll(async () => {
    week = await runWeek(ours, console.log);
    mailboxes = await mailboxesOf(week);
    console.log(table(week, mailboxes));
  }, 1_500_000);
  afterAll(() => week?.stop());

  it('ends with every notice at someone or in front of the operators', () => {
    expect(
      perAgency(({ fates }) => fates.filter(({ arrived, told }) => !arrived && !told).map(({ id }) => id)),
    ).toEqual({});
  });

  it('loses no message in silence', () => {
    expect(perAgency(({ agreement }) => vanished(agreement, mailboxes))).toEqual({});
  });

  it('gives nobody a notice twice', () => {
    expect(perAgency(({ agreement }) => doubled(agreement, mailboxes))).toEqual({});
  });

  it('leaves no mail in a queue, and loses no bounce', () => {
    expect(week.servers.map((server) => server.queued())).toEqual([0, 0]);
    expect(week.servers.map((server) => server.bounces().lost)).toEqual([0, 0]);
  });

  it('marks the mailboxes that do not exist as unreachable, and no others', () => {
    const wrong = perAgency(({ agreement, participant: { gone = [], perhapsGone = [] } }) => {
      const marked = agreement.unreachable ?? [];
      const contacts = agreement.contacts.map(({ email }) => email);
      return [
        ...marked
          .filter((one) => ![...gone, ...perhapsGone].includes(one))
          .map((one) => `${one} is marked: ${bouncesOf(one, agreement).join('; ')}`),
        ...gone
          .filter((one) => contacts.includes(one) && !marked.includes(one))
          .map((one) => `${one} is not marked`),
      ];
    });
    expect(wrong).toEqual({});
  });

  it('tells the operators of each dead member of a group', () => {
    const untold = perAgency(({ participant: { what, owner } }) => {
      const isTold = mailboxes.operators.some(({ text }) => text.includes(owner));
      return what.startsWith('a group') && !isTold ? [owner] : [];
    });
    expect(untold).toEqual({});
  });

  type Seen = Week['outcomes'][number] & { fates: ReturnType<typeof fatesOf> };

  /** What a check finds, for each agency with which it finds something. */
  function perAgency(find: (seen: Seen) => string[]): Record<string, string[]> {
    const all = week.outcomes.map((outcome) => {
      const fates = fatesOf(outcome.agreement, mailboxes);
      return [
        `${outcome.participant.agency}, ${outcome.participant.what}`,
        find({ ...outcome, fates }),
      ] as const;
    });
    return Object.fromEntries(all.filter(([, found]) => found.length > 0));
  }
});

/** What the mail servers said when mail came back from an address. */
function bouncesOf(address: string, { record }: Agreement): string[] {
  return record.flatMap((entry) =>
    entry.type === 'bounced' && isSameAddress(entry.address, address) ? [entry.reason ?? ''] : [],
  );
}

async function mailboxesOf({ servers, rig: { operators } }: Week): Promise<Mailboxes> {
  const all = servers.flatMap((server) => server.delivered());
  const told = all.filter(({ mailbox }) => mailbox === operators);
  return {
    contacts: all.filter(({ mailbox }) => mailbox !== operators),
    operators: await Promise.all(
      told.map(async ({ messageId, raw }) => {
        const { subject = '', text = '' } = await simpleParser(Buffer.from(raw, 'latin1'));
        return { messageId, text: `${subject}\n${text}` };
      }),
    ),
  };
}

/** The week in numbers. */
function table({ outcomes, servers, said }: Week, mailboxes: Mailboxes): string {
  const rows = outcomes.map(({ participant, agreement }) => {
    const fates = fatesOf(agreement, mailboxes);
    const count = (is: (fate: (typeof fates)[number]) => boolean) => fates.filter(is).length;
    const bounces = agreement.record.filter(({ type }) => type === 'bounced').length;
    return {
      what: participant.what,
      counts: [
        fates.length,
        count(({ arrived }) => arrived),
        count(({ moved }) => moved),
        count(({ told }) => told),
        bounces,
      ],
    };
  });
  const sums = [0, 1, 2, 3, 4].map((at) => rows.reduce((sum, { counts }) => sum + (counts[at] ?? 0), 0));
  const line = (what: string, cells: (string | number)[]) =>
    what.padEnd(60) + cells.map((cell) => `${cell}`.padStart(11)).join('');
  const taken = servers.reduce((sum, server) => sum + server.bounces().taken, 0);
  return [
    line('What is odd', ['notices', 'delivered', 'moved on', 'operators', 'bounces']),
    ...rows.map(({ what, counts }) => line(what, counts)),
    line('All', sums),
    `Bounces that the mail servers handed to us: ${taken}. Mails to the operators: ${mailboxes.operators.length}. Lines printed for them: ${said.length}.`,
  ].join('\n');
}
