// What a failure of the directory says: advice, and the directory's own words without secrets and personal data.
import { oneLine } from '../../text/sentences.ts';

export const checkAddress = 'check its address (SCIM_BASE_URL; for rehearsals, REHEARSAL_SCIM_BASE_URL)';
const checkToken = 'check its token (SCIM_TOKEN; for rehearsals, REHEARSAL_SCIM_TOKEN)';

export function adviceOn(status: number): string {
  if (status === 401 || status === 403) return `; ${checkToken}`;
  return status === 404 || (status >= 300 && status < 400) ? `; ${checkAddress}` : '';
}

/**
 * The `detail` of an error (RFC 7644, 3.12) as a sentence, with a space before it; empty if there is none. At 401 the advice
 * says all that there is to say.
 * @param sent the body of the request: the names in it are left out of the words
 */
export function wordsOf(
  status: number,
  text: string,
  sent: object | undefined,
  token: string | undefined,
): string {
  const detail = status === 401 ? undefined : detailIn(text);
  if (detail === undefined) return '';
  const hidden = [...namesIn(sent), ...(token ? [token] : [])];
  const words = hidden
    .reduce(
      (shown, one) => shown.replace(new RegExp(escaped(one), 'gi'), '…'),
      oneLine(detail.slice(0, mostRead)),
    )
    .replace(/[^\s"'<>(),;:=]+@[^\s"'<>(),;:]+/g, '…')
    .slice(0, 300)
    .trim();
  return /\p{L}/u.test(words) ? ` Its words: "${words}".` : '';
}

/** So much of the words is read, in characters: to find the addresses in a long text takes long. */
const mostRead = 2000;

function detailIn(text: string): string | undefined {
  try {
    const { detail } = JSON.parse(text) as { detail?: unknown };
    return typeof detail === 'string' ? detail : undefined;
  } catch {
    return undefined;
  }
}

const personal = new Set(['userName', 'formatted', 'givenName', 'familyName', 'displayName', 'display']);

function namesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' ? (personal.has(key) && inner.length > 1 ? [inner] : []) : namesIn(inner),
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
