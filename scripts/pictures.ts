// Pictures of every notice, as an agency gets it, for the docs: `npm run pictures`. The same each time on one machine.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noticeKinds } from '../agreements/offer.ts';
import { examples } from '../tests/notices/examples.ts';
import { allShown } from '../tests/notices/shown.ts';
import { openBrowser } from '../tests/support/browser.ts';
import { smallPng } from './small-png.ts';

const folder = join(import.meta.dirname, '../docs/notices');

/** The first example of each kind, under the kind's name; and several notices in one message. */
const pictured = new Map([
  ...noticeKinds.map((kind) => [firstOf(kind), kind] as const),
  ['together', 'together'] as const,
]);

function firstOf(kind: string): string {
  const [name] = Object.entries(examples).find(([, example]) => example.kind === kind) ?? [];
  if (name === undefined) throw new Error(`There is no example of "${kind}" in tests/notices/examples.ts.`);
  return name;
}

const browser = await openBrowser();
const page = await browser.newPage({ viewport: { width: 640, height: 100 }, deviceScaleFactor: 1 });
await rm(folder, { recursive: true, force: true });
for (const { name, language, html } of await allShown()) {
  const kind = pictured.get(name);
  if (kind === undefined) continue;
  await mkdir(join(folder, language), { recursive: true });
  await page.setContent(html);
  await writeFile(join(folder, language, `${kind}.png`), smallPng(await page.screenshot({ fullPage: true })));
}
await browser.close();
