// JSON as text for files and terminals.

/** What a terminal obeys, and what reorders or hides the text around it. JSON itself escapes only what is below U+0020. */
const unseen = /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A value in JSON, which any program reads as the same value. @param indent left out: in one line */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    unseen,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
