// Tells whether a file has changed.
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';

/** What a file is now. @param {string} path */
export function madeOf(path) {
  return { stamp: stampOf(path), hash: hashOf(path) };
}

/** Is a file what it was? A copy, as in an image of a container, has other times and the same content. */
export function isSame(path, { stamp, hash }) {
  return stampOf(path) === stamp || hashOf(path) === hash;
}

/** Changes with each change of the file. */
function stampOf(path) {
  const { size, mtimeMs, ctimeMs } = statSync(path);
  return `${size} ${mtimeMs} ${ctimeMs}`;
}

function hashOf(path) {
  return createHash('sha256').update(readFileSync(path)).digest('base64');
}
