// Ports, and other programs that live as long as this one.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startChild } from '../../../workers/engine/child.ts';
import { assertPortFree, freePorts, portTaken } from '../../../workers/engine/ports.ts';
import { temporaryFolder } from './support.ts';

describe('ports', () => {
  it('are free when they were asked for, each a different one', async () => {
    const ports = await freePorts(20);
    expect(new Set(ports).size).toBe(20);
    expect((await Promise.all(ports.map(portTaken))).includes(true)).toBe(false);
  });

  it('given one that another program has, the message names it and the setting to change', async () => {
    const [port = 0] = await freePorts(1);
    const other = createServer().listen(port, '127.0.0.1');
    onTestFinished(() => void other.close());
    await expect(assertPortFree(port, 'TEMPORAL_PORT')).rejects.toThrow(
      `Port ${port} is taken by another program; set TEMPORAL_PORT to a free one.`,
    );
  });
});

describe('a child process', () => {
  const shell = (script: string) => ({
    ...{ name: 'The program', command: 'sh', args: ['-c', script] },
    log: join(temporaryFolder(), 'logs', 'program.log'),
  });

  it('writes its output to its log, and is gone when it was stopped', async () => {
    const order = shell('echo up; exec sleep 60');
    const child = await startChild({
      ...order,
      ready: async () => readFileSync(order.log, 'utf8') === 'up\n',
    });
    expect(isAlive(child.pid)).toBe(true);
    await child.stop();
    expect(isAlive(child.pid)).toBe(false);
    await child.stop();
  });

  it('that ends by itself tells its exit code', async () => {
    const child = await startChild(shell('exit 7'));
    expect(await child.exited).toBe(7);
  });

  it('that ends before it is ready is an error with its last words and the name of its log', async () => {
    const order = shell('echo \'{"level":"fatal","msg":"no luck","error":"disk full"}\'; exit 1');
    await expect(startChild({ ...order, ready: async () => false })).rejects.toThrow(
      `The program ended while it was starting: no luck: disk full (see ${order.log}).`,
    );
  });

  it('that takes too long is stopped', async () => {
    const order = shell('echo $$; exec sleep 60');
    await expect(startChild({ ...order, ready: async () => false, patience: 0.3 })).rejects.toThrow(
      'The program is not up after 0.3 seconds',
    );
    expect(isAlive(Number(readFileSync(order.log, 'utf8')))).toBe(false);
  });

  it('that is not there is an error that names what was looked for', async () => {
    const order = { ...shell(''), command: '/no/such/program' };
    await expect(startChild(order)).rejects.toThrow(
      "The program can't be started from /no/such/program: there is no such program.",
    );
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
