// Runs a mail server in namespaces of its own, where its package lies over /usr and its users exist. The machine stays as it is.
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '../../../workers/engine/child-process.ts';
import { type Address, type MailRules, type MailServer, type Signs, watched } from './mail-server.ts';

/** The folder where a server runs. */
export type ServerFolder = ReturnType<typeof serverFolder>;

/** A new folder, which the server's users may enter, with a folder for mail in it. */
export function serverFolder(name: string) {
  const folder = mkdtempSync(join(tmpdir(), `onegov-${name}-`));
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'mail'));
  const path = (...parts: string[]) => join(folder, ...parts);
  return {
    path,
    make(...folders: string[]): void {
      for (const one of folders) mkdirSync(path(one), { recursive: true });
    },
    /** @returns the file's path */
    write(file: string, lines: string[]): string {
      writeFileSync(path(file), lines.map((line) => `${line}\n`).join(''));
      return path(file);
    },
  };
}

export type ServerOrder = {
  /** The folder of the unpacked package. */
  root: string;
  /** The users that it needs, each with a group. */
  users: string[];
  /** The shell commands that prepare it, and the one that runs it. */
  prepare: string[];
  command: string;
};

/** @throws {StartError} if it does not start; quotes the last line that it wrote */
export async function runServer(
  server: ServerFolder,
  { at, name }: MailRules,
  signs: Signs,
  order: ServerOrder,
): Promise<MailServer> {
  const { path } = server;
  const output = openSync(path('output'), 'a');
  const namespaces = ['unshare', '--mount', '--uts', '--pid', '--fork', '--kill-child', '--mount-proc'];
  // It ends when this process does.
  const child = spawn(
    'setpriv',
    ['--pdeathsig', 'KILL', ...namespaces, 'bash', script(server, name, order)],
    {
      cwd: path(),
      stdio: ['ignore', output, output],
    },
  );
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  const seen = watched(path('mail'), signs);
  const stop = async () => {
    child.kill('SIGKILL');
    await exited;
    rmSync(path(), { recursive: true, force: true });
  };
  if ((await untilListening(at)) && child.exitCode === null) return { ...seen, stop };
  const said = `${readFileSync(path('output'), 'utf8')}${seen.log()}`.trim().split('\n').at(-1);
  await stop();
  throw new StartError(`${name} did not start: ${said || 'it said nothing'}.`);
}

/** Writes the script that runs inside of the namespaces. */
function script(
  { path, write }: ServerFolder,
  name: string,
  { root, users, prepare, command }: ServerOrder,
): string {
  const ids = users.map((user, index) => ({ user, id: firstId + index }));
  const withUsers = (file: string, lines: string[]) =>
    write(file, [readFileSync(`/etc/${file}`, 'utf8').trim(), ...lines]);
  withUsers(
    'passwd',
    ids.map(({ user, id }) => `${user}:x:${id}:${id}::/nonexistent:/usr/sbin/nologin`),
  );
  withUsers(
    'group',
    ids.map(({ user, id }) => `${user}:x:${id}:`),
  );
  // No name is looked up anywhere.
  write('resolv.conf', ['nameserver 127.255.255.255']);
  return write('start.sh', [
    'set -e',
    `mount -t overlay overlay -o lowerdir=${root}/usr:/usr /usr`,
    'for folder in /var/spool /var/lib /run; do mount -t tmpfs -o mode=755 tmpfs $folder; done',
    ...['passwd', 'group', 'resolv.conf'].map((file) => `mount --bind ${path(file)} /etc/${file}`),
    `hostname ${name}`,
    ...prepare,
    `${command} &`,
    'wait $!',
  ]);
}

/** The id of the first of a server's users. */
export const firstId = 61_000;

async function untilListening(at: Address): Promise<boolean> {
  for (let tries = 0; tries < 300; tries++) {
    if (await listens(at)) return true;
    await sleep(100);
  }
  return false;
}

function listens({ host, port }: Address): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, host);
    // A mail server speaks first.
    socket.once('data', () => socket.destroy() && done(true));
    socket.once('error', () => done(false));
    socket.once('close', () => done(false));
  });
}
