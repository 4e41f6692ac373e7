// Prepares for the tests: builds the programs that they need, once, and prints which ones are missing.
import { readConfig } from '../config/config.ts';
import { type Missing, missingParts, prepareParts } from '../tests/support/parts.ts';
import { engineCache, findEngine } from '../workers/engine/find.ts';
import { builtTool, tools } from '../workers/engine/source-build.ts';

/**
 * Finds or builds the Temporal server and the other parts that the tests need. Says which test files are not run, and why.
 * @throws {Error} if there is no Temporal server; with CI set, if any part is missing, because all tests have to run there
 */
export async function prepareTests(say: (line: string) => void): Promise<void> {
  const config = readConfig();
  const found = await findEngine({ config, say });
  if (found.kind === 'programs' && !found.ui) await builtTool(engineCache(config), tools.ui, { say });
  await prepareParts(config, { say });
  const missing = missingParts(config);
  for (const line of notRunLines(missing)) say(line);
  if (missing.length > 0 && process.env.CI)
    throw new Error('With CI set, all tests have to run. Install what is missing.');
}

/** A sentence for each missing part. */
export function notRunLines(missing: Missing[]): string[] {
  return missing.map(({ whatToDo, files }) => {
    const count = files.length === 1 ? '1 test file is' : `${files.length} test files are`;
    return `${whatToDo}: ${count} not run.`;
  });
}
