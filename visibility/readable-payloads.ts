// Lets a list go on past a memo that another program wrote in an encoding that nobody here can read.
import type { Payload, PayloadCodec } from '@temporalio/common';

/** What is read in place of a value that can't be read. */
export const unreadable = 'unreadable';

const unreadableData = new TextEncoder().encode(JSON.stringify(unreadable));
const json = new TextEncoder().encode('json/plain');

const readableEncodings = ['json/plain', 'binary/null', 'binary/plain', 'json/protobuf', 'binary/protobuf'];

/** Leaves payloads as they are, except those whose encoding is unknown: they become the text `unreadable`. */
export const readablePayloads: PayloadCodec = {
  encode: async (payloads) => payloads,
  decode: async (payloads) =>
    payloads.map((payload) => (isReadable(payload) ? payload : inItsPlace(payload))),
};

function isReadable({ metadata }: Payload): boolean {
  const encoding = metadata?.encoding;
  return encoding != null && readableEncodings.includes(new TextDecoder().decode(encoding));
}

function inItsPlace({ metadata }: Payload): Payload {
  return { metadata: { ...metadata, encoding: json }, data: unreadableData };
}
