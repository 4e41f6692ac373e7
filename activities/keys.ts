// Short keys that stand for ids in mail: in Message-IDs, calendar entries and bounce addresses.
import { createHash } from 'node:crypto';

/** A key for these parts: 128 bits in hex. The same parts always give the same key. */
export function keyOf(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
