// Tells whether a file has changed.
import { statSync } from 'node:fs';

/** Changes with each change of the file. @param {string} path */
export function stampOf(path) {
  const { size, mtimeMs, ctimeMs } = statSync(path);
  return `${size} ${mtimeMs} ${ctimeMs}`;
}
