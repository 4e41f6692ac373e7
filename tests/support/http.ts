// HTTP requests with headers that fetch does not let a test choose, such as Host.
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';

/** A request as a browser sends it that found the service by another host name. */
export async function fetchAs(
  host: string,
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: IncomingHttpHeaders }> {
  const answer = await answerTo(url, { host, ...headers });
  return { status: answer.statusCode ?? 0, headers: answer.headers };
}

/** The status of an answer, also of one that changes the protocol (101). */
export async function statusOf(url: string, headers: Record<string, string>): Promise<number> {
  return (await answerTo(url, headers)).statusCode ?? 0;
}

function answerTo(url: string, headers: Record<string, string>): Promise<IncomingMessage> {
  return new Promise((done, fail) => {
    const asked = request(url, { headers, agent: false });
    asked.on('response', (answer) => {
      answer.resume();
      done(answer);
    });
    asked.on('upgrade', (answer, socket) => {
      socket.destroy();
      done(answer);
    });
    asked.on('error', fail).end();
  });
}
