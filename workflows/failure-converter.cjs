// Puts the message and the stack trace of a failure into a payload, because what is outside of payloads is not encrypted.
// Temporal's SDK and its bundle of the workflows load this file with `require`.
const { DefaultFailureConverter } = require('@temporalio/common');

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
