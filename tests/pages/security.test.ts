// The rate limits of the pages.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, expect, it, vi } from 'vitest';
import { limitAddresses } from '../../pages/security.ts';

afterEach(() => vi.restoreAllMocks());

it.each([
  ['X-Forwarded-For', '192.0.2.1'],
  ['Forwarded', 'for=192.0.2.1'],
])('without a proxy, %s is ignored, and nothing is logged', async (name, value) => {
  const printed = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')];
  const tooMany: express.RequestHandler = (_request, response) => void response.sendStatus(429);
  const server = express().use(limitAddresses(tooMany)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const statuses = new Set<number>();
  for (let count = 0; count < 61; count++) {
    const headers = { [name]: value.replace(/1$/, String(count)) };
    statuses.add((await fetch(`http://127.0.0.1:${port}`, { headers })).status);
  }
  server.close();
  expect([...statuses]).toEqual([404, 429]);
  for (const spy of printed) expect(spy).not.toHaveBeenCalled();
});
