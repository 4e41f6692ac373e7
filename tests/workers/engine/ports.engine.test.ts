// Ports, and child processes.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startChild } from '../../../workers/engine/child-process.ts';
import { assertPortFree, freePorts, portTaken } from '../../../workers/engine/ports.ts';
import { temporaryFolder } from './support.ts';

describe('ports', () => {
  it('are free and all different', async () => {
    const ports = await freePorts(20);
    expect(new Set(ports).size).toBe(20);
    expect((await Promise.all(ports.map(portTaken))).includes(true)).toBe(false);
  });

  it('given one in use, the error names it and the setting to change', async () => {
    const [port = 0] = await freePorts(1);
    const other = createServer().listen(port, '127.0.0.1');
    onTestFinished(() => void other.close());
    await expect(assertPortFree(port, 'TEMPORAL_PORT')).rejects.toThrow(
      `Another program uses port ${port}; stop it, or set TEMPORAL_PORT to a free port.`,
    );
  });
});

describe('a child process', () => {
  const shell = (script: string) => ({
    ...{ name: 'The program', command: 'sh', args: ['-c', script] },
    log: join(temporaryFolder(), 'logs', 'program.log'),
  });

  it('writes its output to its log, and is gone after a stop', async () => {
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

  it('that ends by itself returns its exit code', async () => {
    const child = await startChild(shell('exit 7'));
    expect(await child.exited).toBe(7);
  });

  it('that ends before it is ready fails with the last line of its log', async () => {
    const order = shell('echo \'{"level":"fatal","msg":"no luck","error":"disk full"}\'; exit 1');
    await expect(startChild({ ...order, ready: async () => false })).rejects.toThrow(
      `The program stopped while it was starting: no luck: disk full (see ${order.log}).`,
    );
  });

  it('that takes too long is stopped', async () => {
    const order = shell('echo $$; exec sleep 60');
    await expect(startChild({ ...order, ready: async () => false, patience: 0.3 })).rejects.toThrow(
      'The program was not ready after 0.3 seconds',
    );
    expect(isAlive(Number(readFileSync(order.log, 'utf8')))).toBe(false);
  });

  it('that does not exist fails with its path', async () => {
    const order = { ...shell(''), command: '/no/such/program' };
    await expect(startChild(order)).rejects.toThrow(
      "The program can't be started (no such program: /no/such/program).",
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
