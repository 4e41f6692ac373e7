// Errors of a compiled program name the lines of its sources. The maps are read when an error is printed, because to read
// them at each start takes long; Node's own --enable-source-maps does that.
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The maps that were read, for as long as there is room: the mappings of a worker take 14 MB. */
const maps = new Map();

/** Has the stacks of errors name the sources, for programs in a folder. @param {string} folder */
export function nameSourceLines(folder) {
  Error.prepareStackTrace = (error, frames) =>
    [`${error}`, ...frames.map((frame) => `    at ${placed(frame, folder)}`)].join('\n');
}

function placed(frame, folder) {
  const url = frame.getFileName() ?? '';
  if (!url.startsWith('file:') || !fileURLToPath(url).startsWith(folder)) return `${frame}`;
  const path = fileURLToPath(url);
  const entry = mapOf(path)?.findEntry(frame.getLineNumber() - 1, frame.getColumnNumber() - 1);
  if (!entry?.originalSource) return `${frame}`;
  const source = resolve(dirname(path), entry.originalSource);
  const place = `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  return `${frame}`.replace(`${url}:${frame.getLineNumber()}:${frame.getColumnNumber()}`, () => place);
}

function mapOf(path) {
  const map = maps.get(path)?.deref() ?? readMap(`${path}.map`);
  if (map) maps.set(path, new WeakRef(map));
  return map;
}

/** A later build may have removed it. */
function readMap(path) {
  try {
    return new SourceMap(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
