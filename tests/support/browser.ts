// A real browser, Chromium, for tests and for the pictures in the docs; and axe, which judges what it shows.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** @throws {Error} in one sentence, if there is no Chromium on this machine. */
export async function openBrowser(): Promise<Browser> {
  const named = process.env.CHROMIUM_PATH;
  const executablePath = named || places.find((place) => existsSync(place));
  if (!executablePath || !existsSync(executablePath)) {
    const where = named ? `at CHROMIUM_PATH (${named})` : `at ${places.join(', ')}`;
    throw new Error(`There is no Chromium ${where}: install one, or say by CHROMIUM_PATH where it is.`);
  }
  return chromium.launch({ executablePath });
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 AA, and what is good practice besides. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong with the page, a line for each place. Works where the page's own policy forbids scripts. */
export async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (values) =>
      (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run({
        runOnly: { type: 'tag', values },
      }) as Promise<AxeResults>,
    tags,
  );
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}
