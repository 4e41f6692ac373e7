// The one place that says how values become payloads, for every client and every worker.
import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { encryptedPayloads } from './encrypted-payloads.ts';
import type { Key } from './keys.ts';
import { readablePayloads } from './readable-payloads.ts';

/** Makes the words of a failure a payload like any other. Workers and their sandbox load it by its path. */
export const failureConverterPath = fileURLToPath(
  new URL('../workflows/failure-converter.cjs', import.meta.url),
);

/** For clients: one value that can't be read breaks nothing else. */
export function clientConverter(keys: Key[]): DataConverter {
  return { payloadCodecs: [readablePayloads(keys)] };
}

/** For workers: they don't go on with a value that they can't read. Temporal gives them the task again. */
export function workerConverter(keys: Key[]): DataConverter {
  return { payloadCodecs: [encryptedPayloads(keys)], failureConverterPath };
}
