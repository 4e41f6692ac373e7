// The codec endpoint: has the Temporal UI and the `temporal` CLI show what is encrypted, and encrypt what is typed there
// (Temporal's protocol for remote codecs). Whoever may ask it can read everything.
import { JSONToPayload, payloadToJSON } from '@temporalio/common/lib/proto-utils.js';
import express, { type ErrorRequestHandler, type RequestHandler, type Response } from 'express';
import { encryptedPayloads } from '../../encryption/encrypted-payloads.ts';
import type { Key } from '../../encryption/keys.ts';
import { decryptedOrReason } from '../../encryption/readable-payloads.ts';
import { isOwnName } from '../embedded/from-here.mjs';
import { requireSecret } from './bearer.ts';

export type CodecOptions = {
  keys: Key[];
  /** The origins of the Temporal UI. No other web page gets an answer. */
  origins: string[];
  /** Left out: programs on this machine get an answer without a secret. */
  secrets?: string[] | undefined;
};

type Payloads = { payloads?: Parameters<typeof JSONToPayload>[0][] };

/** `POST …/encode` and `POST …/decode`, with payloads as JSON. */
export function codecEndpoint({ keys, origins, secrets }: CodecOptions): RequestHandler {
  const { encode } = encryptedPayloads(keys);
  const decode = async (payloads: Parameters<typeof encode>[0]) =>
    payloads.map((payload) => decryptedOrReason(payload, keys));
  const json = express.json({ limit: '20mb' });
  const answer =
    (change: typeof encode): RequestHandler =>
    async ({ body }: { body: Payloads }, response) => {
      const payloads = await change((body.payloads ?? []).map(JSONToPayload));
      response.json({ payloads: payloads.map(payloadToJSON) });
    };
  return express
    .Router()
    .use(fromUi(origins))
    .use(secrets ? requireSecret(secrets) : fromThisMachine)
    .post(/\/encode$/, json, answer(encode))
    .post(/\/decode$/, json, answer(decode))
    .use(failed);
}

/** The origins by which a browser knows the UI at an address of this machine: it has two names. */
export function originsOf(uiUrl: string): string[] {
  const { protocol, host, port, hostname, origin } = new URL(uiUrl);
  const isHere = isOwnName(host) && port !== '' && hostname !== '[::1]';
  return isHere ? [`${protocol}//127.0.0.1:${port}`, `${protocol}//localhost:${port}`] : [origin];
}

/** A web page names its origin. The `temporal` CLI names none. */
function fromUi(origins: string[]): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    if (origin === undefined) return next();
    if (!origins.includes(origin)) return refuse(response, 403, 'Only the Temporal UI gets an answer.');
    response.set({
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Credentials': 'true',
      'Access-Control-Allow-Methods': 'POST',
      'Access-Control-Allow-Headers': 'Authorization, Authorization-Extras, Content-Type, X-Namespace',
      Vary: 'Origin',
    });
    if (request.method === 'OPTIONS') return void response.status(204).end();
    next();
  };
}

/**
 * A page that got here by a host name of its own (DNS rebinding) names that host. It keeps out web pages only: any other
 * program can name any host, so the endpoint listens on this machine, or needs a secret.
 */
const fromThisMachine: RequestHandler = (request, response, next) => {
  if (isOwnName(request.headers.host)) return next();
  refuse(response, 403, 'Only programs on this machine get an answer; ask 127.0.0.1.');
};

const failed: ErrorRequestHandler = (_error, _request, response, _next) =>
  refuse(
    response,
    400,
    'The payloads can’t be read; send them as JSON, as Temporal’s protocol for codecs says.',
  );

function refuse(response: Response, status: number, sentence: string): void {
  response.status(status).type('text').send(sentence);
}
