// Why a Temporal server can't be reached by TLS. Temporal's client only says that it was not connected in time.
import { once } from 'node:events';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { TLSConfig } from '@temporalio/client';

/** How long the server may take to answer, in milliseconds. */
const patience = 5000;

/**
 * Tries the connection once more, without Temporal's client.
 * @param address host:port
 * @returns a sentence that names the setting to change; nothing if TLS is not the reason
 */
export async function tlsTrouble(
  address: string,
  tls: TLSConfig | boolean | undefined,
): Promise<string | undefined> {
  const server = `The Temporal server at ${address}`;
  if (!tls) return (await wantsTls(address)) ? `${server} closed the connection; ${turnOn}.` : undefined;
  const code = await tlsFailure(address, tls === true ? {} : tls);
  if (code === undefined) return undefined;
  if (/^ERR_OSSL/.test(code))
    return `A certificate or a key for Temporal can't be used (${code}); ${ownFiles}.`;
  if (unknownSigner.includes(code))
    return `${server} is not trusted because this machine does not know who signed its certificate; set TEMPORAL_TLS_SERVER_CA_CERT_PATH to a PEM file with the signer's certificate.`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `${server} has a certificate for another name; set TEMPORAL_TLS_SERVER_NAME to a name that is in it.`;
  if (code === 'CERT_HAS_EXPIRED')
    return `The certificate of the Temporal server at ${address} has expired; renew it there.`;
  if (code === closed || /ALERT/.test(code))
    return `${server} does not accept the certificate of this client; ${accepted}.`;
  return /^ERR_SSL/.test(code) ? `${server} speaks no TLS; set TEMPORAL_TLS=false.` : undefined;
}

const turnOn = 'if it wants TLS, set TEMPORAL_TLS=true, and certificates if it asks for any';
const accepted =
  'set TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH to a certificate that it accepts, and its key';
const ownFiles =
  'check that the files of TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH are PEM files that belong together';

const unknownSigner = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

/** The code of the error; nothing if the server takes the connection. It does not refuse a client before its first answer. */
async function tlsFailure(address: string, tls: TLSConfig): Promise<string | undefined> {
  const { serverNameOverride, serverRootCACertificate, clientCertPair } = tls;
  const place = placeOf(address);
  try {
    const socket = connectTls({
      ...{ ...place, servername: serverNameOverride ?? place.host, ALPNProtocols: ['h2'] },
      ...(serverRootCACertificate && { ca: Buffer.from(serverRootCACertificate) }),
      ...(clientCertPair && { cert: Buffer.from(clientCertPair.crt), key: Buffer.from(clientCertPair.key) }),
    });
    await firstAnswer(socket);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
}

/** A server that waits for TLS does not answer the beginning of HTTP/2. It sends an alert of TLS (RFC 8446, 5.1), or nothing. */
async function wantsTls(address: string): Promise<boolean> {
  const alert = 21;
  const socket = connectPlain(placeOf(address));
  socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
  try {
    return (await firstAnswer(socket))[0] === alert;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === closed;
  }
}

/** The server ended the connection without a word. */
const closed = 'CLOSED';

/** @throws an error with a code if there is none */
async function firstAnswer(socket: Socket): Promise<Buffer> {
  const gone = once(socket, 'close').then(() => {
    throw Object.assign(new Error('The connection was closed.'), { code: closed });
  });
  gone.catch(() => {});
  try {
    const late = { signal: AbortSignal.timeout(patience) };
    const [answer] = await Promise.race([once(socket, 'data', late), gone]);
    return answer;
  } finally {
    socket.on('error', () => {}).destroy();
  }
}

function placeOf(address: string): { host: string; port: number } {
  const [host = '', port] = address.split(':');
  return { host, port: Number(port) };
}
