// Makes pictures of every notice for the docs: `npm run pictures`. Each run on the same machine makes the same pictures.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { examples } from '../tests/activities/notices/examples/examples.ts';
import { allShown, letterOf } from '../tests/activities/notices/examples/shown.ts';
import { openBrowser } from '../tests/support/browser.ts';

const folder = join(import.meta.dirname, '../docs/notices');

/** The pictures to make: the first example of each letter, and one message with several notices. */
const pictured = new Map([['together', 'together']]);
for (const name of Object.keys(examples)) {
  const letter = letterOf(name);
  if (letter && ![...pictured.values()].includes(letter)) pictured.set(name, letter);
}

const browser = await openBrowser();
const page = await browser.newPage({ viewport: { width: 640, height: 100 }, deviceScaleFactor: 1 });
await rm(folder, { recursive: true, force: true });
for (const { name, language, html } of await allShown()) {
  const letter = pictured.get(name);
  if (letter === undefined) continue;
  await mkdir(join(folder, language), { recursive: true });
  await page.setContent(html);
  const picture = await page.screenshot({ fullPage: true });
  // With a palette, a picture looks the same and has a third of the size.
  const small = await sharp(picture).png({ palette: true, compressionLevel: 9 }).toBuffer();
  await writeFile(join(folder, language, `${letter}.png`), small);
}
await browser.close();
