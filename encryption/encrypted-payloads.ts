// Encrypts payloads before they leave for Temporal, and decrypts those that come back (AES-256-GCM). The form is that of
// Temporal's own samples: a nonce, and the whole payload with its metadata inside.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { RefusedError } from '../agreements/validation/errors.ts';
import type { Key } from './keys.ts';

const { Payload: Form } = proto.temporal.api.common.v1;

const algorithm = 'aes-256-gcm';
const encoding = 'binary/encrypted';
const keyId = 'encryption-key-id';

const nonceBytes = 12;
const tagBytes = 16;

/** A payload can't be read here. The message says why, and what to do. */
export class UnreadableError extends RefusedError {}

/**
 * The first key encrypts; without keys nothing is. A payload that is not encrypted is read as it is: it is from before there
 * was a key, or from Temporal's UI.
 */
export function encryptedPayloads(keys: Key[]): PayloadCodec {
  const [first] = keys;
  return {
    encode: async (payloads) => (first ? payloads.map((payload) => encrypted(payload, first)) : payloads),
    decode: async (payloads) => payloads.map((payload) => decrypted(payload, keys)),
  };
}

function encrypted(payload: Payload, { id, secret }: Key): Payload {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, secret, nonce).setAAD(boundTo(id));
  const parts = [nonce, cipher.update(Form.encode(payload).finish()), cipher.final(), cipher.getAuthTag()];
  return {
    metadata: { encoding: Buffer.from(encoding), [keyId]: Buffer.from(id) },
    data: Buffer.concat(parts),
  };
}

/** @throws {UnreadableError} if none of the keys is the payload's, or the payload was changed */
export function decrypted(payload: Payload, keys: Key[]): Payload {
  const { metadata, data } = payload;
  const id = textOf(metadata?.[keyId]);
  // Another program may use the same encoding.
  if (textOf(metadata?.encoding) !== encoding || id === '') return payload;
  const key = keys.find((one) => one.id === id);
  if (!key)
    throw new UnreadableError(
      `It is encrypted with key ${id}, which is not among the keys here; add that key to the key file (ENCRYPTION_KEY_FILE).`,
    );
  const bytes = data ?? new Uint8Array();
  const nonce = bytes.subarray(0, nonceBytes);
  try {
    const decipher = createDecipheriv(algorithm, key.secret, nonce, { authTagLength: tagBytes });
    decipher.setAAD(boundTo(id)).setAuthTag(bytes.subarray(-tagBytes));
    const plain = [decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()];
    return Form.decode(Buffer.concat(plain));
  } catch {
    throw new UnreadableError(
      `It was changed after it was encrypted with key ${id}; restore the database of Temporal from a backup.`,
    );
  }
}

/** What stands outside of the encrypted part can't be changed either. */
function boundTo(id: string): Buffer {
  return Buffer.from(`${encoding} ${id}`);
}

function textOf(bytes: Uint8Array | null | undefined): string {
  return Buffer.from(bytes ?? []).toString();
}
