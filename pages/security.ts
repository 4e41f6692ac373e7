// Protects the pages and their visitors: security headers and rate limits.
import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Link } from '../activities/notices/links/signed-links.ts';

const minute = 60_000;

/** Headers that allow no scripts, no other hosts, no caches and no referrers, because the address of a page is a secret. */
export function securityHeaders(url: string): RequestHandler {
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

/** 60 requests per minute from one network address. */
export function limitAddresses(tooMany: RequestHandler): RequestHandler {
  return rateLimit({ ...common, windowMs: minute, limit: 60, handler: tooMany });
}

/** 10 answers in 10 minutes from one contact of an agreement, over all of the contact's links. */
export function limitAnswers(tooMany: RequestHandler): RequestHandler {
  return rateLimit({
    ...common,
    windowMs: 10 * minute,
    limit: 10,
    handler: tooMany,
    keyGenerator: (_request, response) => {
      const { agreement, contact } = response.locals.signedLink as Link;
      return `${agreement} ${contact}`;
    },
  });
}

/** Without `validate`, because its check on the first request lets any client's headers fill a log. */
const common = { standardHeaders: 'draft-8', legacyHeaders: false, validate: false } as const;
