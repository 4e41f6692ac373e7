// Keys that stand for ids where mail needs a short text: in Message-IDs, calendar entries and bounce addresses.
import { createHash } from 'node:crypto';

/** 128 bits in hex that stand for these parts. The same parts always give the same key. */
export function keyOf(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
