// The name and the version of this software, from package.json.
import { readFileSync } from 'node:fs';

export function software(): { name: string; version: string } {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
}
