// What protects the pages and those who read them: headers, and how much anybody may ask for.
import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Link } from '../activities/notices/links/signed-links.ts';

const minute = 60_000;

/** Nothing runs, nothing comes from elsewhere, nothing is kept or told on: an address of ours is a secret. */
export function guarded(url: string): RequestHandler {
  const headers = {
    'Content-Security-Policy':
      "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex, nofollow',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...(url.startsWith('https:') && { 'Strict-Transport-Security': 'max-age=31536000' }),
  };
  return (_request, response, next) => {
    response.set(headers);
    next();
  };
}

/** From one address on the net: 60 requests a minute. */
export function limitAddresses(tooMany: RequestHandler): RequestHandler {
  return rateLimit({ ...common, windowMs: minute, limit: 60, handler: tooMany });
}

/** By one contact of an agreement, with however many links: 10 answers in 10 minutes. */
export function limitAnswers(tooMany: RequestHandler): RequestHandler {
  return rateLimit({
    ...common,
    windowMs: 10 * minute,
    limit: 10,
    handler: tooMany,
    keyGenerator: (_request, response) => {
      const { agreement, contact } = response.locals.link as Link;
      return `${agreement} ${contact}`;
    },
  });
}

/** Settings are checked in config.ts; what is checked here at the first request, anybody's headers could fill a log with. */
const common = { standardHeaders: 'draft-8', legacyHeaders: false, validate: false } as const;
