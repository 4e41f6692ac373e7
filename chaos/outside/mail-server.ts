// A mail server in a process of its own, with faults on demand: tsx chaos/outside/mail-server.ts FOLDER. It logs each
// message that it had in full and did not refuse.
import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { MailFault } from '../faults.ts';
import type { Disturbance, Taken } from '../judge/evidence.ts';
import { type Helper, serveOrders, startHelper } from './helper.ts';

export type MailOrder =
  | { do: 'fault'; fault: MailFault }
  | { do: 'go away' | 'come back' | 'greylist' | 'calm' }
  | { do: 'log' };

export type MailLog = { taken: Taken[]; cuts: Disturbance[] };

/** @param folder gets the log, `mail.jsonl` */
export function startMailServer(folder: string): Promise<Helper<MailOrder, MailLog>> {
  return startHelper(import.meta.filename, folder);
}

function serve(folder: string): void {
  const taken: Taken[] = [];
  const cuts: Disturbance[] = [];
  const sockets = new Set<Socket>();
  let faults: MailFault[] = [];
  let isAway = false;
  let isGreylisting = false;
  const greylisted = new Set<string>();

  const server = createServer((socket) => {
    if (isAway) return void socket.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    let [to, begunAt, buffered, isContent] = ['', 0, '', false];
    let busy = Promise.resolve();
    answer('connect', '220 chaos ESMTP');
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      buffered += chunk;
      busy = busy.then(takeAll);
    });

    async function takeAll(): Promise<void> {
      for (;;) {
        const mark = isContent ? '\r\n.\r\n' : '\r\n';
        const end = buffered.indexOf(mark);
        if (end < 0 || socket.destroyed) return;
        const part = buffered.slice(0, end);
        buffered = buffered.slice(end + mark.length);
        if (isContent) await takeMessage(`${part}\r\n`);
        else await takeCommand(part);
      }
    }

    async function takeCommand(line: string): Promise<void> {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO' || verb === 'HELO') await answer('EHLO', '250 chaos');
      else if (verb === 'MAIL') {
        begunAt = Date.now();
        await answer('MAIL', '250 OK');
      } else if (verb === 'RCPT') {
        to = /<(.*?)>/.exec(line)?.[1] ?? '';
        if (isGreylisting && !greylisted.has(to)) {
          greylisted.add(to);
          socket.write('450 4.7.1 Greylisted, come back later\r\n');
        } else await answer('RCPT', '250 OK');
      } else if (verb === 'DATA') isContent = await answer('DATA', '354 Go on');
      else if (verb === 'QUIT') socket.end('221 Bye\r\n');
      else socket.write('250 OK\r\n');
    }

    async function takeMessage(content: string): Promise<void> {
      isContent = false;
      const raw = Buffer.from(content.replace(/^\.\./gm, '.'), 'latin1');
      const message: Taken = {
        messageId: /^Message-ID:\s*(<.*?>)/im.exec(content)?.[1] ?? '',
        to,
        sha256: createHash('sha256').update(raw).digest('hex'),
        begunAt,
        dotAt: Date.now(),
      };
      const [fault] = faults.filter(({ stage }) => stage === 'end');
      const isKept = !fault || (fault.does === 'hang up' ? fault.keeps : 'wait' in Object(fault.does));
      if (isKept) taken.push(message);
      const isAnswered = await answer('end', '250 Kept');
      if (isKept && isAnswered) message.answeredAt = Date.now();
      if (isKept) appendFileSync(join(folder, 'mail.jsonl'), `${JSON.stringify(message)}\n`);
    }

    /** Sends the good answer, or causes the fault. @returns whether it sent the good answer */
    async function answer(stage: MailFault['stage'], good: string): Promise<boolean> {
      const fault = faults.find((one) => one.stage === stage);
      if (fault) {
        fault.times -= 1;
        faults = faults.filter(({ times }) => times > 0);
        if (fault.does === 'hang up') return !socket.destroy();
        if ('say' in fault.does) return !socket.write(`${fault.does.say}\r\n`) && false;
        await new Promise((done) => setTimeout(done, Number(Object(fault.does).wait) * 1000));
      }
      if (socket.destroyed) return false;
      socket.write(`${good}\r\n`);
      return true;
    }
  });

  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    serveOrders<MailOrder, MailLog>(`smtp://127.0.0.1:${port}`, (order) => {
      if (order.do === 'log') return { taken, cuts };
      if (order.do === 'fault') faults.push(order.fault);
      if (order.do === 'greylist') isGreylisting = true;
      if (order.do === 'go away') {
        isAway = true;
        cuts.push({ at: Date.now(), what: 'the mail server cut its connections' });
        for (const socket of sockets) socket.destroy();
      }
      if (order.do === 'come back') isAway = false;
      if (order.do === 'calm') [faults, isAway, isGreylisting] = [[], false, false];
      return undefined;
    });
  });
}

if (process.argv[1] === import.meta.filename) serve(process.argv[2] ?? '.');
