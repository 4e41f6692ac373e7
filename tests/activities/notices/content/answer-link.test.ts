// The answer link of a message: it is for one contact, for what that contact is asked, and the same each time.
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { purposeOf } from '../../../../activities/notices/links/purpose.ts';
import { contactKey, readLink } from '../../../../activities/notices/links/signed-links.ts';
import type { Sender } from '../../../../activities/notices/message/message.ts';
import { messagesOf } from '../../../../activities/notices/message/notice-messages.ts';
import type { Brief, DeliveryOrder, NoticeOrder } from '../../../../agreements/delivery/order-types.ts';
import type { Contact } from '../../../../agreements/model/parties.ts';
import { noticeKinds } from '../../../../agreements/offer/notice-kinds.ts';
import {
  brief,
  contracting,
  notice,
  now,
  order,
  owner,
  preliminaryNotice,
  sender,
} from '../examples/brief.ts';
import { examples } from '../examples/examples.ts';

const links = { url: 'https://agreements.example.gov', keys: ['a secret of 32 characters, at least'] };
const answering: Sender = { ...sender, links };

const of = (kind: NoticeOrder['notice'], recipients: Contact[] = [owner]): NoticeOrder => ({
  obligation: `${kind}:2026-10-01`,
  notice: kind,
  recipients,
});

const technical: Contact = { ...contracting, roles: ['technical'] };

async function mailsOf(notices: NoticeOrder[], more: Partial<DeliveryOrder> = {}, from = answering) {
  const messages = await messagesOf({ ...order, notices, ...more }, from);
  return Promise.all(
    messages.map(async ({ to, content, compose }) => {
      const { html, text = '' } = await simpleParser(await compose());
      const [url = ''] = /^https:\S+$/m.exec(text) ?? [];
      const link = await readLink(url.slice(url.lastIndexOf('/') + 1), links);
      return { to, content, html: String(html), text, url, link };
    }),
  );
}

describe('a notice, if the pages run', () => {
  it("has each recipient's own link: in the text on a line of its own, in the HTML as a button", async () => {
    const mails = await mailsOf([{ ...notice, recipients: [owner, contracting] }]);
    expect(mails).toHaveLength(2);
    for (const { to, url, link, html, text } of mails) {
      expect(link).toMatchObject({
        agreement: brief.agreement,
        contact: contactKey(to),
        purpose: 'acknowledge',
        obligation: notice.obligation,
        version: brief.version,
      });
      const [target, label] = /<a\s+href="([^"]*)"[^>]*>([^<]*)</.exec(html)?.slice(1) ?? [];
      expect(target).toBe(url);
      expect(label?.trim()).toBe('Confirm that you got this message');
      expect(text).toContain(`\n\n${label?.trim()}:\n${url}\n\n`);
    }
    expect(new Set(mails.map(({ url }) => url)).size).toBe(2);
  });

  it('shows the link right after its lead', async () => {
    const [{ content, text, html }] = (await mailsOf([of('renewal')])) as [
      Awaited<ReturnType<typeof mailsOf>>[0],
    ];
    const flat = text.replace(/\s+/g, ' ');
    const order = [...content.lead, content.answer?.label ?? '', content.sections[0]?.heading ?? ''];
    for (const shown of [flat, html]) {
      const places = order.map((part) => shown.lastIndexOf(part));
      expect(places.toSorted((one, other) => one - other)).toEqual(places);
      expect(places).not.toContain(-1);
    }
  });

  it('says how long the link works, and that a reply is fine too', async () => {
    const [mail] = await mailsOf([of('renewal')], { now: '2026-10-31T03:00:00Z' });
    expect(mail?.content.answer).toMatchObject({
      label: 'Say whether you renew or decline',
      note: 'This link is for you only. It works through Thursday, November 12, 2026. Remove it before you forward this message. You can also reply to this message.',
    });
    expect(mail?.link?.expiresAt).toBe('2026-11-14T03:00:00.000Z');
    const [spanish] = await mailsOf([of('renewal', [{ ...owner, language: 'es' }])]);
    expect(spanish?.content.answer).toMatchObject({
      label: 'Indique si su agencia renueva o no',
      note: expect.stringMatching(
        /^Este enlace es solo para usted y funciona hasta el jueves 12 de noviembre/,
      ),
    });
  });

  it.each([
    [
      'en',
      'Answer with the link in this message, or reply',
      'Answer with the link in this message, or reply',
    ],
    ['es', 'e indíquelo con el enlace de este mensaje', 'Indique la decisión con el enlace de este mensaje'],
  ] as const)(
    'about renewal asks for an answer with the link or by reply (%s)',
    async (language, lead, step) => {
      const to = [{ ...owner, language }];
      const [mail] = await mailsOf([of('renewal', to)]);
      expect(mail?.content.lead[1]).toContain(lead);
      expect(JSON.stringify(mail?.content.sections)).toContain(step);
      const [without] = await mailsOf([of('renewal', to)], {}, sender);
      expect(without?.text).not.toMatch(/link|enlace/);
    },
  );

  it('is the same, byte for byte, when it is composed again', async () => {
    const bytes = async () => (await messagesOf(order, answering))[0]?.compose();
    expect(await bytes()).toEqual(await bytes());
  });
});

describe('the button says what is asked', () => {
  it('to name a contact, if someone has to take over', async () => {
    const [mail] = await mailsOf([of('contact-wanted')]);
    expect(mail?.content.answer?.label).toBe('Name who takes over');
  });

  it('to decide, in a grace period', async () => {
    const inGrace: Brief = { ...brief, status: 'renewal', grace: 'P30D' };
    const [mail] = await mailsOf([of('access-ended')], { brief: inGrace });
    expect([mail?.link?.purpose, mail?.content.answer?.label]).toEqual([
      'decide',
      'Say whether you renew or decline',
    ]);
    expect(mail?.content.lead[1]).toContain('Answer with the link in this message');
  });
});

describe('a link that a contact asked for', () => {
  it.each([
    ['en', 'Open your agreement page', 'Do not forward it.', /forward (it to|this message)/i],
    ['es', 'Abra la página de su acuerdo', 'No lo reenvíe.', /reenvíelo|reenviar/i],
  ] as const)('is not to be forwarded (%s)', async (language, label, kept, forwarded) => {
    for (const status of ['promotional', 'renewal'] as const) {
      const [mail] = await mailsOf([of('link', [{ ...owner, language }])], { brief: { ...brief, status } });
      expect(mail?.content.answer).toMatchObject({ label, note: expect.stringContaining(kept) });
      expect(mail?.text).not.toMatch(forwarded);
    }
  });

  it.each([
    ['training', brief.status, 'trained', 'Report completed training'],
    ['renewal', 'renewal', 'decide', 'Say whether you renew or decline'],
    ['terms', 'onboarding', 'accept', 'Read the terms and answer'],
    ['welcome', brief.status, 'acknowledge', 'Open your agreement page'],
    ['terms', 'standard', 'acknowledge', 'Open your agreement page'],
  ] as const)(
    'is for what the one before was for (%s, while %s): to %s',
    async (renews, status, purpose, label) => {
      const fresh = { ...of('link', [technical]), renews };
      const [mail] = await mailsOf([fresh], { brief: { ...brief, status } });
      expect(mail?.link).toMatchObject({ purpose, obligation: 'link:2026-10-01' });
      expect(mail?.content.answer).toMatchObject({ label });
    },
  );

  it('is not to be forwarded among other notices, either', async () => {
    const [mail] = await mailsOf([of('features-ending'), of('link')]);
    expect(mail?.content.answer?.note).toContain('Do not forward it.');
    const [toBoth] = await mailsOf([of('features-ending', [owner, contracting]), of('link')]);
    expect(toBoth?.text).toContain('Who gets this notice');
  });
});

describe('after the end', () => {
  it('a notice has no link, because there is nothing to answer', async () => {
    const endings = Object.entries(examples).filter(([name]) =>
      /^(access-ended-(expired|declined|terminated)|terminated|withdrawn)/.test(name),
    );
    expect(endings).toHaveLength(7);
    for (const [, { kind, now, brief, about, withdrawn = [] }] of endings) {
      const [mail] = await mailsOf([{ ...of(kind), ...(about && { about }), withdrawn }], { brief, now });
      expect(mail?.content).not.toHaveProperty('answer');
      expect(mail?.html).not.toContain('<a ');
    }
  });
});

describe('without pages', () => {
  it('a notice has no link, and asks for a reply', async () => {
    const [mail] = await mailsOf([of('renewal')], {}, sender);
    expect(mail?.content.answer).toBeUndefined();
    expect(mail?.html).not.toContain('<a ');
    expect(mail?.text).not.toContain('://');
  });
});

describe('alerts', () => {
  it('have no link', async () => {
    const alerts = [{ obligation: 'alert', text: 'Nobody can be reached.' }];
    const [mail] = await mailsOf([], { alerts });
    expect(mail?.html).not.toContain('<a ');
  });
});

describe('the purpose of a link', () => {
  it('is what its notice asks', () => {
    const kinds = noticeKinds.filter((kind) => kind !== 'link');
    const purposes = Object.fromEntries(kinds.map((kind) => [kind, purposeOf(kind, brief, technical)]));
    const acknowledged = Object.fromEntries(kinds.map((kind) => [kind, 'acknowledge']));
    expect(purposes).toEqual({
      ...acknowledged,
      terms: 'accept',
      renewal: 'decide',
      training: 'trained',
      'training-reminder': 'trained',
    });
  });

  it('of a fresh link is what is asked now', () => {
    const decision = { kind: 'decline', at: now, by: 'Sam Okafor' } as const;
    const ofLink = (more: Partial<Brief>) => purposeOf('link', { ...brief, ...more }, owner);
    expect(ofLink({ status: 'onboarding' })).toBe('accept');
    expect(ofLink({ status: 'renewal' })).toBe('decide');
    expect(ofLink({ status: 'renewal', decision })).toBe('acknowledge');
    expect(ofLink({ status: 'renewal', renewalAsked: true })).toBe('acknowledge');
    expect(ofLink({})).toBe('acknowledge');
  });

  it('of a fresh link is to accept or decide only for contacts who are asked that', () => {
    for (const status of ['onboarding', 'renewal'] as const) {
      const asks = (roles: Contact['roles']) => purposeOf('link', { ...brief, status }, { roles });
      expect(asks(['technical'])).toBe('acknowledge');
      for (const role of ['owner', 'contracting', 'executive'] as const) {
        expect(asks([role, 'technical'])).not.toBe('acknowledge');
      }
    }
  });

  it('is not to decide after the agency has asked for renewal', () => {
    expect(purposeOf('renewal', { ...brief, status: 'renewal', renewalAsked: true }, owner)).toBe(
      'acknowledge',
    );
  });

  it.each<[NoticeOrder['notice'][], string, string]>([
    [['welcome', 'training', 'community'], 'trained', 'training:2026-10-01'],
    [['training', 'renewal', 'deadline-missed'], 'decide', 'renewal:2026-10-01'],
    [['welcome', 'community'], 'acknowledge', 'welcome:2026-10-01'],
    [['renewal', 'terms'], 'accept', 'terms:2026-10-01'],
    [['welcome', 'training', 'link'], 'acknowledge', 'link:2026-10-01'],
    [['link', 'renewal'], 'decide', 'renewal:2026-10-01'],
  ])('of %j in one message is %s, which asks the most', async (kinds, purpose, obligation) => {
    const notices = kinds.map((kind) => ({
      ...of(kind),
      ...(kind === 'deadline-missed' && { about: preliminaryNotice }),
    }));
    const mails = await mailsOf(notices);
    expect(mails.map(({ link }) => link)).toEqual([expect.objectContaining({ purpose, obligation })]);
    expect(mails[0]?.text.match(/https:/g)).toHaveLength(1);
  });
});
