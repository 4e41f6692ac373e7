// The types of from-here.mjs, which is plain JavaScript because the mailbox's program runs without tsx.
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';

export function isOwnName(host: string | undefined): boolean;
export function isFromHere(request: Pick<IncomingMessage, 'headers'>): boolean;
export const fromHereOnly: RequestHandler;
