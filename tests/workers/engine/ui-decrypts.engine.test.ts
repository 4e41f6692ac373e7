// The Temporal UI of `onegov up` in a real browser: what Temporal has encrypted only is readable there, and nowhere else.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { hasBrowser, openBrowser } from '../../support/browser.ts';
import { runOnegov } from '../../support/onegov.ts';
import { ownPlace, startProcess, untilSays } from '../../support/up-process.ts';

describe.runIf(hasBrowser())('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  it('the Temporal UI shows the input of an agreement, its summary and its current details', async () => {
    const place = await ownPlace();
    const { ports, environment } = place;
    const up = startProcess(['up'], place);
    await untilSays(up, 'Everything is up.');
    const contact = 'Olive Owner <olive@acus.gov> owner,technical';
    const start = ['start', '--agency', 'acus.gov', '--offer', 'grok', '--contact', contact];
    expect(await runOnegov(start, { env: environment })).toMatchObject({ code: 0 });

    const page = await browser.newPage();
    const ui = `http://127.0.0.1:${ports.TEMPORAL_UI_PORT}`;
    const agreement = `${ui}/namespaces/onegov/workflows/${encodeURIComponent('agreement:xai-grok:acus.gov')}`;
    await page.goto(agreement);
    await page.getByText('"xAI"').first().waitFor();
    await page.getByText('User Metadata').first().click();
    // The UI shows Markdown in frames.
    const framed = async () =>
      (await Promise.all(page.frames().map((frame) => frame.textContent('body')))).join('\n');
    await expect.poll(framed, { timeout: 30_000 }).toContain('acus.gov: xAI Grok');
    await expect.poll(framed, { timeout: 30_000 }).toContain('No open issues.');

    const elsewhere = await browser.newPage();
    await elsewhere.goto(await otherPage());
    const asked = await elsewhere.evaluate(
      (url) =>
        fetch(url, { method: 'POST', body: '{"payloads":[]}' }).then(
          () => 'an answer',
          (error: Error) => error.name,
        ),
      `http://127.0.0.1:${ports.CODEC_PORT}/decode`,
    );
    expect(asked).toBe('TypeError');
    up.child.kill('SIGTERM');
    await up.ended;
  }, 240_000);
});

/** A web page that has nothing to do with this software. */
async function otherPage(): Promise<string> {
  const server = createServer((_request, response) => response.end('<p>Elsewhere</p>')).listen(
    0,
    '127.0.0.1',
  );
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
