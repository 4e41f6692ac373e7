// Programs that this process starts: what is known when one ends, and that none is left behind.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { BrokenError, startChild } from '../../../workers/engine/child-process.ts';
import { temporaryFolder } from '../../activities/provisioning/support.ts';
import { openToOthers } from '../../support/private-files.ts';

async function startShell(script: string) {
  const folder = temporaryFolder();
  const log = join(folder, 'log', 'shell.log');
  const args = ['-c', script, join(folder, 'file')];
  const child = await startChild({ name: 'The shell', command: 'sh', args, log });
  onTestFinished(child.stop);
  return { folder, log, child };
}

/** A program that has ended may stay in the list, as Z, if nobody asks for its exit code. */
const isAlive = (pid: number) =>
  execFileSync('ps', ['-eo', 'pid=,stat='], { encoding: 'utf8' })
    .split('\n')
    .some((line) => line.trim().startsWith(`${pid} `) && !/ Z/.test(line));
const guardOf = (pid: number) => Number(execFileSync('ps', ['-o', 'ppid=', '-p', `${pid}`]));

it('says so if a program ends by itself', async () => {
  const { child, log } = await startShell('exit 3');
  await expect(child.broken).rejects.toThrow(
    new BrokenError(
      `The shell ended by itself, so everything is stopped. Look into ${log}, then start it again.`,
    ),
  );
  expect(await child.exited).toBe(3);
});

it('is quiet if a program was stopped', async () => {
  const { child } = await startShell('sleep 60');
  const broken = vi.fn();
  child.broken.catch(broken);
  await child.stop();
  expect(isAlive(child.pid)).toBe(false);
  expect(broken).not.toHaveBeenCalled();
});

it('leaves no program behind if its guard is killed', async () => {
  const { child } = await startShell('sleep 60');
  process.kill(guardOf(child.pid), 'SIGKILL');
  await expect(child.broken).rejects.toThrow(BrokenError);
  await vi.waitFor(() => expect(isAlive(child.pid)).toBe(false));
});

it('keeps what a program writes for this account only', async () => {
  const { child, folder, log } = await startShell('echo started; touch "$0"; mkdir "$0.d"');
  await child.exited;
  expect(readFileSync(log, 'utf8')).toBe('started\n');
  expect(openToOthers(folder)).toEqual([]);
});
