// The preview of a message with several notices and a link.
import { describe, expect, it } from 'vitest';
import { readLink } from '../../../activities/notices/links/signed-links.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import { preview } from '../../../clients/api/preview.ts';
import { loadCatalog } from '../../../offers/catalog.ts';
import { sender } from '../../activities/notices/examples/brief.ts';
import {
  act,
  begun,
  course,
  evening,
  lived,
  olive,
  suspend,
  wholeChatgpt,
} from '../../agreements/support/given.ts';

const links = { url: 'https://agreements.example.gov', keys: ['a secret of 32 characters, at least'] };
const answering = { ...sender, links };

const shown = (agreement: Agreement, named: string, now = evening('2026-09-01')) =>
  preview(agreement, named, answering, { catalog: loadCatalog(), now });

describe('the preview of a notice that goes out with others', () => {
  it('shows the one message that each contact gets', async () => {
    const agreement = begun();
    const welcome = await shown(agreement, 'welcome');
    const training = await shown(agreement, 'training');
    const ids = (of: typeof welcome) => of.messages.map(({ to, messageId }) => `${to} ${messageId}`);
    const toOlive = ids(welcome).filter((line) => line.startsWith(olive.email));
    expect(toOlive).toHaveLength(1);
    expect(ids(training)).toEqual(expect.arrayContaining(toOlive));
    expect(welcome.subject).toMatch(/\(and \d more notices?\)$/);
  });

  it('names the recipients of one that was sent', async () => {
    const { agreement, sent } = course(begun(), evening('2026-09-20'));
    const { obligation, messages } = await shown(agreement, 'training');
    const receipts = sent.filter((one) => one.obligation.id === obligation);
    expect(receipts.length).toBeGreaterThan(0);
    expect(messages.map(({ to }) => to).toSorted()).toEqual(receipts.map(({ to }) => to).toSorted());
  });
});

describe('the preview of a notice that waits', () => {
  it('says what the notice waits for', async () => {
    const offered = begun({ awaitsAcceptance: true, offer: wholeChatgpt });
    const suspended = lived(offered, '2026-09-03', { acts: [act('2026-09-02', suspend)] });
    const { obstacle } = await shown(suspended, 'terms', evening('2026-09-03'));
    expect(obstacle).toBe('It waits: the agreement is suspended.');
  });
});

describe('the link in a preview', () => {
  it('is in its place, and opens nothing', async () => {
    const { text, messages } = await shown(begun(), 'renewal');
    const [url = ''] = /^https:\S+$/m.exec(text) ?? [];
    expect(url).toContain(`${links.url}/a/`);
    expect(await readLink(url.slice(url.lastIndexOf('/') + 1), links)).toBeUndefined();
    expect(messages[0]?.eml.toString()).toContain('https://agreements.example.gov/a/');
  });
});
