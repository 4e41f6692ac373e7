// Counts the requests that programs and workers send to a Temporal server, by a proxy in front of it.
import { once } from 'node:events';
import http2 from 'node:http2';
import type { AddressInfo } from 'node:net';

export type CountedServer = {
  /** The proxy's host:port. */
  address: string;
  /** How often each method was called since the last time. Polls, which wait for work, are left out. */
  take(): Record<string, number>;
  stop(): void;
};

/** Starts the proxy. It passes everything on unchanged. */
export async function countRequests(address: string): Promise<CountedServer> {
  let counts: Record<string, number> = {};
  const upstream = http2.connect(`http://${address}`);
  const server = http2.createServer();
  server.on('stream', (stream, headers) => {
    const method = `${headers[':path']}`.split('/').at(-1) ?? '';
    if (!method.startsWith('Poll')) counts[method] = (counts[method] ?? 0) + 1;
    pass(stream, upstream.request(headers, { endStream: false }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    take() {
      const taken = counts;
      counts = {};
      return taken;
    },
    stop() {
      upstream.destroy();
      server.close();
    },
  };
}

/** Passes a request on, and its answer back with the trailers, which hold gRPC's status. */
function pass(stream: http2.ServerHttp2Stream, request: http2.ClientHttp2Stream): void {
  let trailers: http2.IncomingHttpHeaders = {};
  stream.pipe(request);
  request.on('response', (headers, flags) => {
    const isOver = (flags & http2.constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    if (!stream.destroyed) stream.respond(headers, { endStream: isOver, waitForTrailers: !isOver });
  });
  request.on('trailers', (headers) => {
    trailers = headers;
  });
  stream.on('wantTrailers', () => stream.sendTrailers(trailers));
  request.pipe(stream);
  stream.on('close', () => request.close(http2.constants.NGHTTP2_CANCEL));
  for (const side of [stream, request]) side.on('error', () => {});
}
