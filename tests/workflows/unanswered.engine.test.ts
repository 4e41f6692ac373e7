// The mail server reads a whole message, breaks the connection before its answer, and stays away.
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { daysAgo } from '../support/days.ts';
import { openRig, type Rig } from '../support/rig.ts';
import { type SmtpServer, startSmtpServer } from '../support/smtp.ts';

let cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.reverse()) await close();
  cleanUp = [];
});

/** A server that is gone, all of it, as soon as it has read a number of messages at the same time. It answers none. */
async function serverThatVanishes(messages: number): Promise<SmtpServer> {
  let read = 0;
  const server = await startSmtpServer({
    onMail: () => {
      read += 1;
      if (read === messages) server.cut();
      return new Promise(() => {});
    },
  });
  return server;
}

async function serverBackAt(port: number): Promise<SmtpServer> {
  const server = await startSmtpServer({ port });
  cleanUp.push(() => server.stop());
  return server;
}

async function rigTo({ url }: SmtpServer): Promise<Rig> {
  const rig = await openRig({ smtpUrl: url });
  cleanUp.push(() => rig.close());
  return rig;
}

const contact = (email: string) => ({ name: 'Owner', email, roles: ['owner' as const] });

describe('a message without an answer from a mail server that stays away', () => {
  it('is sent once more when the server is back, with the same bytes, and is then carried out', async () => {
    const gone = await serverThatVanishes(1);
    const rig = await rigTo(gone);
    const id = await rig.start({ startsOn: daysAgo(20), contacts: [contact('owner@unanswered.example')] });
    await untilDelayed(rig, id);
    const [first] = gone.mails;
    const back = await serverBackAt(gone.port);
    const agreement = await rig.toDay(id, 22);

    const copies = back.mails.filter(({ raw }) => messageIdOf(raw) === messageIdOf(first?.raw));
    expect(copies).toHaveLength(1);
    expect(copies[0]?.raw.equals(first?.raw ?? Buffer.of())).toBe(true);
    expect(ends(agreement, 'welcome')).toEqual(['carried-out: accepted']);
    expect(agreement.issues).toEqual([]);
    expect(new Set(back.mails.map(({ raw }) => messageIdOf(raw))).size).toBe(back.mails.length);
  });

  it('is sent once more after two days, and after five days it stays uncertain', async () => {
    const gone = await serverThatVanishes(2);
    const rig = await rigTo(gone);
    const start = (agency: string) =>
      rig.start({ agency, startsOn: daysAgo(20), contacts: [contact(`owner@${agency}`)] });
    const ids = await Promise.all([start('access-board.gov'), start('acus.gov')]);
    await Promise.all(ids.map((id) => untilDelayed(rig, id)));
    const [two, six] = ids as [string, string];
    const waiting = await rig.toDay(two, 22);
    expect(waiting.issues.map(({ kind }) => kind)).toContain('delayed');
    const givenUp = await rig.toDay(six, 27);
    expect(ends(givenUp, 'welcome')).toEqual(['failed: uncertain']);

    const back = await serverBackAt(gone.port);
    const agreement = await rig.toDay(two, 23);
    expect(ends(agreement, 'welcome')).toEqual(['carried-out: accepted']);
    await rig.toDay(six, 28);
    const copies = gone.mails.map(({ raw }) => back.mails.filter((mail) => mail.raw.equals(raw)).length);
    expect(copies.toSorted()).toEqual([0, 1]);
  });

  it('is sent once more for each of several agreements', async () => {
    const gone = await serverThatVanishes(4);
    const rig = await rigTo(gone);
    const ids = await Promise.all(
      ['access-board', 'acus', 'achp', 'abmc'].map((name) =>
        rig.start({
          agency: `${name}.gov`,
          startsOn: daysAgo(20),
          contacts: [contact(`owner@${name}.example`)],
        }),
      ),
    );
    await Promise.all(ids.map((id) => untilDelayed(rig, id)));
    const back = await serverBackAt(gone.port);
    const agreements = await Promise.all(ids.map((id) => rig.toDay(id, 22)));
    expect(gone.mails).toHaveLength(4);
    for (const { raw } of gone.mails) {
      const copies = back.mails.filter((mail) => messageIdOf(mail.raw) === messageIdOf(raw));
      expect(copies.map((copy) => copy.raw.equals(raw))).toEqual([true]);
    }
    for (const agreement of agreements) expect(ends(agreement, 'welcome')).toEqual(['carried-out: accepted']);
  });

  it('is not sent again to somebody who is no contact any more, and the record says that it is uncertain', async () => {
    const gone = await serverThatVanishes(1);
    const rig = await rigTo(gone);
    const id = await rig.start({ startsOn: daysAgo(20), contacts: [contact('left@unanswered.example')] });
    await untilDelayed(rig, id);
    const contacts = [contact('new@unanswered.example')];
    await rig.agreements.decide(id, { type: 'change-contacts', by: 'a test', contacts });
    const back = await serverBackAt(gone.port);
    const agreement = await rig.toDay(id, 22);
    const readers = new Set(back.mails.flatMap(({ to }) => to));
    readers.delete(rig.operators);
    expect(readers).toEqual(new Set(['new@unanswered.example']));
    expect(ends(agreement, 'welcome')).toEqual(['carried-out: uncertain, accepted']);
  });
});

async function untilDelayed(rig: Rig, id: string): Promise<void> {
  const isDelayed = async () => (await rig.agreements.view(id)).plan.some(({ notBefore }) => notBefore);
  await vi.waitUntil(isDelayed, 60_000);
}

function messageIdOf(raw: Buffer | undefined): string | undefined {
  return /^Message-ID: (.*)$/im.exec(raw?.toString('latin1') ?? '')?.[1]?.trim();
}

function ends({ record }: Agreement, kind: string): string[] {
  return record.flatMap((entry) =>
    entry.type === 'settled' && entry.id.startsWith(kind)
      ? [`${entry.outcome}: ${(entry.receipts ?? []).map(({ result }) => result).join(', ')}`]
      : [],
  );
}
