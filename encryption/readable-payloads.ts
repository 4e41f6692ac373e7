// Lets a list go on past a value that can't be read here: its key is missing, or another program wrote it in an encoding of
// its own.
import type { Payload, PayloadCodec } from '@temporalio/common';
import { decrypted, encryptedPayloads, UnreadableError } from './encrypted-payloads.ts';
import type { Key } from './keys.ts';

/** What is read in place of a value that can't be decrypted. As the words of a failure, it says why (`message`). */
type Unreadable = { unreadable: string; message: string };

const readableEncodings = ['json/plain', 'binary/null', 'binary/plain', 'json/protobuf', 'binary/protobuf'];

/** Encrypts and decrypts. In place of a payload that can't be read, it gives the reason. */
export function readablePayloads(keys: Key[]): PayloadCodec {
  return {
    ...encryptedPayloads(keys),
    decode: async (payloads) => payloads.map((payload) => readablePayload(payload, keys)),
  };
}

function readablePayload(payload: Payload, keys: Key[]): Payload {
  const plain = decryptedOrReason(payload, keys);
  const encoding = Buffer.from(plain.metadata?.encoding ?? []).toString();
  return readableEncodings.includes(encoding) ? plain : inItsPlace('unreadable');
}

/** The payload as it was before it was encrypted; or, in its place, why that is not possible. */
export function decryptedOrReason(payload: Payload, keys: Key[]): Payload {
  try {
    return decrypted(payload, keys);
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    const { message } = error;
    return inItsPlace({ unreadable: message, message });
  }
}

function inItsPlace(value: Unreadable | 'unreadable'): Payload {
  return { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from(JSON.stringify(value)) };
}

/** Why a value could not be decrypted; nothing if it could. */
export function whyUnreadable(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('unreadable' in value)) return undefined;
  return typeof value.unreadable === 'string' ? value.unreadable : undefined;
}

/** The value itself. @throws {UnreadableError} if it could not be decrypted */
export function readable<Value>(value: Value): Value {
  const why = whyUnreadable(value);
  if (why !== undefined) throw new UnreadableError(`An answer of the agreement can't be read. ${why}`);
  return value;
}
