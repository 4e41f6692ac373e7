// Every notice in a real browser: checked by axe in light and dark, on a phone, and without any request to a server.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, openBrowser, violationsOn } from '../../../support/browser.ts';
import { allShown } from '../examples/shown.ts';

const notices = await allShown();

const inBrowser = describe.runIf(hasBrowser());

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

inBrowser.each(['light', 'dark'] as const)('in %s colors', (colorScheme) => {
  let page: Page;
  const asked: string[] = [];
  beforeAll(async () => {
    page = await browser.newPage({ colorScheme, viewport: { width: 640, height: 900 } });
    page.on('request', (request) => asked.push(request.url()));
  });
  afterAll(() => page.close());

  it.each(notices)('$name ($language) is accessible, and makes no request', async ({ html }) => {
    await page.setContent(html);
    expect(await violationsOn(page)).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('shows dark text on a light background, or light text on a dark one', async () => {
    await page.setContent(notices[0]?.html ?? '');
    const colorOf = (selector: string, which: 'color' | 'backgroundColor') =>
      page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${which}`);
    const [ground, letters] = [await colorOf('body', 'backgroundColor'), await colorOf('h1', 'color')];
    const isDark = colorScheme === 'dark';
    expect({ ground, letters }).toEqual({
      ground: isDark ? 'rgb(17, 24, 39)' : 'rgb(255, 255, 255)',
      letters: isDark ? 'rgb(243, 244, 246)' : 'rgb(27, 27, 27)',
    });
  });
});

inBrowser('on a phone with 320 pixels', () => {
  let page: Page;
  beforeAll(async () => {
    page = await browser.newPage({ viewport: { width: 320, height: 640 } });
  });
  afterAll(() => page.close());

  it.each(notices)('$name ($language) fits without scrolling sideways', async ({ html }) => {
    await page.setContent(html);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
  });

  it('has a button that is large enough for a thumb', async () => {
    const asking = notices.find(({ name }) => name === 'renewal');
    await page.setContent(asking?.html ?? '');
    const box = await page.locator('a').boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(320);
  });
});

inBrowser('in a screen reader', () => {
  it('has its main heading first, its headings in order, and a link named by what it does', async () => {
    const page = await browser.newPage();
    await page.setContent(notices.find(({ name }) => name === 'renewal')?.html ?? '');
    const tree = (await page.locator('main').ariaSnapshot()).replace(/(?<=\/a\/)\S+/, '…');
    await expect(tree).toMatchFileSnapshot('../golden/browser/renewal.txt');
    await page.close();
  });
});
