// The Temporal client that workers ask other workflows with, over their own connection.
import { Client } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import { clientConverter } from '../encryption/data-converter.ts';
import type { Key } from '../encryption/keys.ts';

/** A namespace, the way to it, and what payloads there are encrypted with. */
export type Place = { connection: NativeConnection; namespace: string; keys: Key[] };

export function clientIn({ connection, namespace, keys }: Place): Client {
  return new Client({ connection, namespace, dataConverter: clientConverter(keys) });
}
