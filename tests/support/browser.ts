// A real browser, Chromium, for the tests and for the pictures in the docs; and axe, which checks its pages.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { readConfig } from '../../config/config.ts';
import { findChromium, launchOf } from './chromium.ts';

/** Is there a browser? Tests that need one are skipped if there is none. */
export function hasBrowser(): boolean {
  return findChromium().found !== undefined;
}

/** @throws {Error} saying what to do, if there is no Chromium on this machine */
export async function openBrowser(): Promise<Browser> {
  const { found, missing } = findChromium();
  if (!found) throw new Error(`${missing}.`);
  return chromium.launch(await launchOf(found, readConfig(), { say: console.log }));
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 AA, and good practice. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The problems that axe finds on the page, one line per place. Works even if the page's own policy forbids scripts. */
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
