// Checks input from people and files against a schema.
import { z } from 'zod';
import { RefusedError } from './errors.ts';
import { quotedWords } from './quoted-words.ts';

/**
 * One line, without invisible characters: control characters, and marks that hide or reorder the text around them.
 * Two joiners are allowed, because some languages and emoji are written with them.
 */
const oneLine = /^(?:[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|[\u200c\u200d])*$/u;

/** One line of text. @param what completes the error `must be …` */
export const line = (what: string) =>
  z
    .string(`must be ${what}`)
    .trim()
    .min(1, `must be ${what}, not empty`)
    .max(200, 'must be at most 200 characters')
    .regex(oneLine, 'must be one line without control or invisible characters');

/** One thing that is wrong with a value. `where`: its path, such as `contacts[0].email`; empty for the whole value. */
export type Flaw = { where: string; message: string };

/** An error names at most this many flaws. */
const mostNamed = 5;

/** Checks a value. @throws {RefusedError} that names each flaw and its place. @param what the subject of the error: `The request` */
export function parse<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value, { error: plainly });
  if (parsed.success) return parsed.data;
  const flaws = flawsOf(parsed.error).map(({ where, message }) => `${where} ${message}`.trim());
  throw new RefusedError(`${what} can't be used: ${flaws.slice(0, mostNamed).join('; ')}.`);
}

/** The flaws of a value. There are none if `parse` accepts it. */
export function flawsIn(schema: z.ZodType, value: unknown): Flaw[] {
  const { error } = schema.safeParse(value, { error: plainly });
  return error ? flawsOf(error) : [];
}

function flawsOf({ issues }: z.ZodError): Flaw[] {
  return issues.map(({ path, message }) => ({
    where: path
      .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
      .join('')
      .replace(/^\./, ''),
    message,
  }));
}

/** The words for a flaw, unless its schema has words of its own. */
function plainly(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing'
        : `must be ${typeNames[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`;
    case 'too_small':
      return 'must not be empty';
    case 'unrecognized_keys':
      return `has ${issue.keys.length > 1 ? 'unknown fields' : 'an unknown field'} ${quotedWords(issue.keys)}`;
    case 'invalid_key':
      return issue.issues[0]?.message;
    default:
      return undefined;
  }
}

const typeNames: Record<string, string> = { object: 'an object', array: 'a list', string: 'text' };
