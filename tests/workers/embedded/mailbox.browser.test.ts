// The mailbox's page in a real browser, and a web page from elsewhere that is open in the same browser.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startMailbox } from '../../../workers/embedded/mailbox.ts';
import { freePorts } from '../../../workers/engine/ports.ts';
import { temporaryFolder } from '../../activities/provisioning/support.ts';
import { hasBrowser, openBrowser } from '../../support/browser.ts';
import { waitForMails } from '../../support/mailbox.ts';

describe.runIf(hasBrowser())('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  async function openMailbox() {
    const [smtpPort = 0, webPort = 0] = await freePorts(2);
    const folder = temporaryFolder();
    const ports = { smtpPort, webPort };
    const mailbox = await startMailbox({ ...ports, folder: join(folder, 'mails'), log: join(folder, 'log') });
    onTestFinished(mailbox.stop);
    return mailbox;
  }

  it('the mailbox shows new mail at once', async () => {
    const { webUrl, smtpUrl } = await openMailbox();
    const page = await browser.newPage();
    await page.goto(webUrl);
    await send(smtpUrl, 'Your access begins');
    await page.getByText('Your access begins').first().click();
    const letter = page.frameLocator('iframe.panel-html').getByText('The link is a secret.');
    await letter.first().waitFor();
  });

  it('a web page from elsewhere reads no mail', async () => {
    const { webUrl, smtpUrl } = await openMailbox();
    await send(smtpUrl, 'Your access begins');
    await waitForMails(webUrl, 1);
    const page = await browser.newPage();
    await page.goto(await elsewhere());
    expect(await askFrom(page, `${webUrl}/email`)).toBe('TypeError');
    expect(await hearFrom(page, `${webUrl.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)).toBe(
      'closed',
    );
  });
});

async function send(smtpUrl: string, subject: string): Promise<void> {
  const transport = createTransport(smtpUrl);
  const people = { from: 'notices@onegov.invalid', to: 'ann@gsa.gov' };
  await transport.sendMail({ ...people, subject, html: '<p>The link is a secret.</p>' });
  transport.close();
}

/** The address of somebody else's web page. */
async function elsewhere(): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Elsewhere</h1>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

/** What a script of the page gets from there: the text, or the name of the error. */
function askFrom(page: Page, url: string): Promise<string> {
  return page.evaluate(
    (address) =>
      fetch(address).then(
        (answer) => answer.text(),
        ({ name }) => name,
      ),
    url,
  );
}

/** What happens to a WebSocket that a script of the page opens. */
function hearFrom(page: Page, url: string): Promise<string> {
  return page.evaluate(
    (address) =>
      new Promise<string>((done) => {
        const socket = new WebSocket(address);
        socket.onopen = () => done('open');
        socket.onclose = () => done('closed');
      }),
    url,
  );
}
