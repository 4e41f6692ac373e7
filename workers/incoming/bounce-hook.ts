// `POST /hooks/bounces`: takes bounces by HTTP, from senders that know a secret.
import express, { type ErrorRequestHandler, type Response, type Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { requireSecret } from './bearer.ts';
import type { BounceIntake } from './bounce-intake.ts';

export const hookPath = '/hooks/bounces';

/** The largest message that is taken. Mail servers rarely take larger ones. */
const maxBytes = 50_000_000;

/** The hook. A request's body is the message as it came. The caller needs one of the secrets. */
export function bounceHook(secrets: string[], { take }: BounceIntake): Router {
  const router = express.Router();
  const limit = rateLimit({
    windowMs: 60_000,
    limit: 600,
    validate: false,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    message: 'Too many requests; try again in a minute.',
  });
  const message = express.raw({ type: 'message/rfc822', limit: maxBytes });
  // Checks the secret before the limit, so that strangers can't use up the limit.
  router.post(hookPath, requireSecret(secrets), limit, message, async (request, response) => {
    const to = request
      .get('x-envelope-to')
      ?.trim()
      .replace(/^<(.*)>$/, '$1');
    const raw: unknown = request.body;
    if (!to) return refuse(response, 400, 'No envelope recipient; name it in X-Envelope-To.');
    if (!Buffer.isBuffer(raw) || raw.length === 0)
      return refuse(response, 400, 'No message; send it as it came, as message/rfc822.');
    const taken = await take({ to, raw });
    if (taken !== 'later') return void response.status(202).json({ bounce: taken });
    refuse(response.set('Retry-After', '60'), 503, 'The bounce can’t be recorded yet; try again later.');
  });
  router.use(hookPath, failed);
  return router;
}

const failed: ErrorRequestHandler = (error, _request, response, _next) => {
  if (error.status === 413)
    return refuse(response, 413, `The message is too large; it may have ${maxBytes} bytes.`);
  refuse(response, 400, 'The message can’t be read.');
};

function refuse(response: Response, status: number, sentence: string): void {
  response.status(status).type('text').send(sentence);
}
