// Who may ask: those that know one of the secrets.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';

/** Refuses requests without one of the secrets as bearer token. */
export function requireSecret(secrets: string[]): RequestHandler {
  const known = secrets.map(digest);
  return (request, response, next) => {
    const shown = digest(/^Bearer (.+)$/i.exec(request.get('authorization') ?? '')?.[1] ?? '');
    // Compares with every secret, so that the response time reveals nothing.
    const matches = known.filter((each) => timingSafeEqual(each, shown));
    if (matches.length > 0) return next();
    response.status(401).set('WWW-Authenticate', 'Bearer').type('text');
    response.send('Wrong secret; send it as a bearer token.');
  };
}

const digest = (text: string) => createHash('sha256').update(text).digest();
