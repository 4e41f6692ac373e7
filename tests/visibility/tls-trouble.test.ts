// Why a server can't be reached by TLS, in one sentence. `tests/workers/mtls.engine.test.ts` tries a real Temporal server.
import { once } from 'node:events';
import { createSecureServer, createServer } from 'node:http2';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { tlsTrouble } from '../../visibility/tls-trouble.ts';
import { mutual, selfSigned } from '../support/certificate.ts';

const { authority, server, client, stranger } = mutual;
const servers: Server[] = [];
afterEach(() => {
  for (const one of servers.splice(0)) one.close();
});

async function addressOf(one: Server): Promise<string> {
  servers.push(one.listen(0, '127.0.0.1').on('sessionError', () => {}));
  await once(one, 'listening');
  return `localhost:${(one.address() as AddressInfo).port}`;
}

const asking = () => addressOf(createSecureServer({ ...server, ca: authority, requestCert: true }));
const bytes = (text: string) => Buffer.from(text);
const pair = ({ cert, key }: { cert: string; key: string }) => ({ crt: bytes(cert), key: bytes(key) });
const trusting = { serverRootCACertificate: bytes(authority) };

describe('a server that asks for a certificate', () => {
  it('is reached with one that it accepts', async () => {
    expect(await tlsTrouble(await asking(), { ...trusting, clientCertPair: pair(client) })).toBeUndefined();
  });

  it.each([
    ['none', trusting],
    ['that of a stranger', { ...trusting, clientCertPair: pair(stranger) }],
  ])('refuses %s', async (_, tls) => {
    expect(await tlsTrouble(await asking(), tls)).toMatch(
      /does not accept the certificate of this client; set/,
    );
  });

  it('is not asked with a key that belongs to another certificate', async () => {
    const clientCertPair = { crt: bytes(client.cert), key: bytes(stranger.key) };
    expect(await tlsTrouble(await asking(), { ...trusting, clientCertPair })).toMatch(
      /^A certificate or a key for Temporal can't be used \(ERR_OSSL\w+\); check that/,
    );
  });
});

describe('a server', () => {
  it('of an unknown authority is not trusted', async () => {
    const trouble = await tlsTrouble(await addressOf(createSecureServer(selfSigned)), true);
    expect(trouble).toMatch(/is not trusted because .* set TEMPORAL_TLS_SERVER_CA_CERT_PATH to a PEM file/);
  });

  it('with another name is not trusted', async () => {
    const tls = { ...trusting, serverNameOverride: 'temporal.example.gov' };
    expect(await tlsTrouble(await addressOf(createSecureServer(server)), tls)).toMatch(
      /has a certificate for another name; set TEMPORAL_TLS_SERVER_NAME/,
    );
  });

  it('without TLS is named', async () => {
    expect(await tlsTrouble(await addressOf(createServer()), true)).toMatch(
      /speaks no TLS; set TEMPORAL_TLS=false\.$/,
    );
  });

  it('with TLS is named to a client without', async () => {
    expect(await tlsTrouble(await addressOf(createSecureServer(server)), false)).toMatch(
      /closed the connection; if it wants TLS, set TEMPORAL_TLS=true/,
    );
  });

  it('that is not there has no trouble with TLS', async () => {
    expect(await tlsTrouble('localhost:9', true)).toBeUndefined();
    expect(await tlsTrouble('localhost:9', false)).toBeUndefined();
  });
});
