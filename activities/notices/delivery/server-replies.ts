// What is kept of the mail server's replies and of errors on the way to it: one short line, without our sign-on.
import type { NodemailerError } from 'nodemailer';
import { oneLine } from '../../../text/sentences.ts';

/** The longest line that is kept, in characters. */
const longest = 200;

/** Makes the function that shortens what the server at `smtpUrl` answered. Some servers repeat the sign-on in it. */
export function repliesOf(smtpUrl: string): (text: string) => string {
  const secrets = secretsIn(smtpUrl);
  const without = (text: string) => secrets.reduce((rest, secret) => rest.replace(secret, '…'), text);
  return (text) => oneLine(without(oneLine(without(text)))).slice(0, longest);
}

/** The user name and the password, also as they are sent (RFC 4954; base64) and as they are in the URL. */
function secretsIn(smtpUrl: string): RegExp[] {
  const { username, password } = new URL(smtpUrl);
  const [user, pass] = [username, password].map(decodeURIComponent) as [string, string];
  const sent = [`\0${user}\0${pass}`, pass, user].map((text) => Buffer.from(text).toString('base64'));
  const anywhere = [...sent, pass, password].filter((text) => text !== '' && pass !== '').map(literal);
  const asWord = user === '' ? [] : [`(?<![\\w@.-])${literal(user)}(?![\\w@-])`];
  return [...anywhere, ...asWord].map((pattern) => new RegExp(pattern, 'g'));
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

const unknownSigner = trust(
  'this machine does not know who signed its certificate',
  "the signer's certificate",
);

/** What to do about a certificate, by the code of Node's error. */
const aboutCertificates: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: trust('it signed its certificate itself', 'that certificate'),
  SELF_SIGNED_CERT_IN_CHAIN: unknownSigner,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownSigner,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownSigner,
  CERT_HAS_EXPIRED: "The mail server's certificate has expired; renew it there.",
  CERT_NOT_YET_VALID: "The mail server's certificate is not valid yet; check the clocks there and here.",
  ERR_TLS_CERT_ALTNAME_INVALID:
    "The mail server's certificate is for another name; set SMTP_URL to a name that is in it.",
};

function trust(why: string, what: string): string {
  return `The mail server is not trusted because ${why}; set NODE_EXTRA_CA_CERTS to a PEM file with ${what}.`;
}

/** The server's answer; if there was none, the error, with the setting that mends it if there is one. */
export function answerOrError(error: NodemailerError): string {
  if (hasNoEncryption(error))
    return 'The mail server offers no encryption (STARTTLS), so nothing was sent; turn it on there, or add ?ignoreTLS=true to SMTP_URL if the network between is yours alone.';
  return aboutCertificates[error.originalCode ?? ''] ?? (error.response || error.message);
}

/** A server without encryption does not know the command; one whose encryption fails for now says 454 (RFC 3207, 4). */
function hasNoEncryption({ command, responseCode = 0 }: NodemailerError): boolean {
  return command === 'STARTTLS' && responseCode >= 500;
}
