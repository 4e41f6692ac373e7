// What `npm start` does, from nothing to Ctrl-C and on again.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { portTaken } from '../../../workers/engine/ports.ts';
import { readMailbox } from '../../support/mailbox.ts';
import { ownPorts, type Ports, portSettings } from '../../support/own-ports.ts';
import { openToOthers } from '../../support/private-files.ts';

const parent = mkdtempSync(join(tmpdir(), 'onegov-up-'));
const folder = join(parent, 'data');
const bin = join(import.meta.dirname, '../../../bin/onegov.mjs');
let own: Ports;
let ports: number[];
let running: { child: ChildProcess; out: () => string } | undefined;

beforeAll(async () => {
  own = await ownPorts();
  ports = Object.values(own);
});
afterAll(() => {
  running?.child.kill('SIGKILL');
  rmSync(parent, { recursive: true, force: true });
});

function up() {
  const child = spawn(process.execPath, [bin, 'up', '--tour'], {
    env: { ...process.env, ...portSettings(own), ONEGOV_DATA: folder },
  });
  let out = '';
  child.stdout.on('data', (data) => {
    out += data;
  });
  child.stderr.on('data', (data) => {
    out += data;
  });
  return { child, out: () => out };
}

/** As earlier versions left their data: readable by every account. */
function openAll(path: string): void {
  const isFolder = statSync(path).isDirectory();
  chmodSync(path, isFolder ? 0o755 : 0o644);
  if (isFolder) for (const name of readdirSync(path)) openAll(join(path, name));
}

const isUp = (started: { out: () => string }) =>
  vi.waitFor(() => expect(started.out()).toContain('Everything is up. Press Ctrl-C to stop it.'), 110_000);

describe('npm start', () => {
  it('rehearses a year to its end, and prints every address', async () => {
    running = up();
    await isUp(running);
    expect(running.out()).toMatch(/Ended {6}expired, in term 1\n {2}Notices {4}17, in 34 messages/);
    for (const index of [0, 1, 3, 4, 5, 6]) expect(running.out()).toContain(`127.0.0.1:${ports[index]}`);
    expect((await fetch(`http://127.0.0.1:${ports[1]}/namespaces/onegov/workflows`)).ok).toBe(true);
    expect(await (await fetch(`http://127.0.0.1:${ports[4]}/tenants/sandbox`)).text()).toContain(
      'access-board.gov',
    );
  });

  it('delivers each notice to the mailbox exactly once', async () => {
    const mails = (await readMailbox(`http://127.0.0.1:${ports[3]}`)).filter(({ subject }) =>
      /Rehearsal/.test(subject),
    );
    expect(mails).toHaveLength(37);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(37);
  });

  it('serves the pages that notices link to, and takes bounces', async () => {
    const [mail] = await readMailbox(`http://127.0.0.1:${ports[3]}`);
    const link = new RegExp(`http://127.0.0.1:${ports[6]}/a/\\S+`).exec(mail?.text ?? '')?.[0] ?? '';
    expect((await fetch(link)).status).toBe(200);
    const socket = connect(ports[5] as number, '127.0.0.1').setEncoding('utf8');
    expect((await once(socket, 'data'))[0]).toBe('220 bounces.onegov.invalid ESMTP\r\n');
    socket.destroy();
  });

  it('gives access in the directory only with the token in the data folder', async () => {
    const users = `http://127.0.0.1:${ports[4]}/scim/agencies/v2/Users`;
    expect((await fetch(users)).status).toBe(401);
    const token = readFileSync(join(folder, 'keys', 'directory'), 'utf8').trim();
    const { status } = await fetch(users, { headers: { authorization: `Bearer ${token}` } });
    expect(status).toBe(200);
  });

  it('keeps its data for this account only', () => {
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['temporal.db', 'running.json', 'mailbox']));
    expect(openToOthers(folder)).toEqual([]);
  });

  it('says what is already running when it is started twice', async () => {
    const second = up();
    const [code] = await once(second.child, 'exit');
    expect(second.out()).toMatch(
      /^Already running on .*: Temporal server 127\.0\.0\.1:\d+, Temporal UI http/,
    );
    expect(code).toBe(1);
  });

  it('stops cleanly at Ctrl-C', async () => {
    running?.child.kill('SIGINT');
    const [code] = await once(running?.child as ChildProcess, 'exit');
    expect(running?.out()).toMatch(/Stopping …\nStopped\.\n$/);
    expect(code).toBe(0);
    for (const port of ports) expect(await portTaken(port)).toBe(false);
  });

  it('goes on where it was when it is started again, and closes what an earlier version left open', async () => {
    openAll(folder);
    running = up();
    await isUp(running);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(openToOthers(folder)).toEqual([]);
    expect(running.out()).toContain(
      'Running since an earlier start: Advisory Council on Historic Preservation (achp.gov), OpenAI ChatGPT Enterprise',
    );
    running.child.kill('SIGTERM');
    await once(running.child, 'exit');
    expect(running.out()).toMatch(/Stopped\.\n$/);
  });
});
