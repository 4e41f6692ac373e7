// The texts of the English letters. Read them in the golden files; `vitest -u` rewrites those files.
import { describe, expect, it } from 'vitest';
import { alertContent } from '../../../../activities/notices/content/alert-content.ts';
import type { Content } from '../../../../activities/notices/content/content.ts';
import { noticeContent } from '../../../../activities/notices/content/notice-content.ts';
import { rehearsed } from '../../../../activities/notices/content/rehearsal.ts';
import { toHtml } from '../../../../activities/notices/message/html.ts';
import { toText } from '../../../../activities/notices/message/plain-text.ts';
import type { About } from '../../../../agreements/model/obligations.ts';
import { noticeKinds } from '../../../../agreements/offer/notice-kinds.ts';
import {
  around,
  brief,
  contracting,
  featuresEnd,
  now,
  owner,
  preliminaryNotice,
  termEnd,
} from '../examples/brief.ts';
import { type Example, examples } from '../examples/examples.ts';

const recipients = [owner, contracting];

function contentOf({ kind, ...occasion }: Example): Content {
  return noticeContent(kind, { ...occasion, ...around, recipients });
}

function asText(content: Content): string {
  return `Subject: ${content.subject}\n\n${toText(content)}`;
}

describe('each notice as text', () => {
  it.each(Object.entries(examples))('%s', async (name, example) => {
    await expect(asText(contentOf(example))).toMatchFileSnapshot(`../golden/${name}.txt`);
  });

  it('alert', async () => {
    const alert = alertContent('No contact of this agency can be reached by mail.', { brief, now });
    await expect(asText(alert)).toMatchFileSnapshot('../golden/alert.txt');
  });

  it('has an example of every kind', () => {
    const kinds = new Set(Object.values(examples).map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(noticeKinds));
  });

  it('has short lines, and says the same in the HTML', () => {
    for (const example of Object.values(examples)) {
      const content = contentOf(example);
      const lines = toText(content).split('\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(74);
      const html = toHtml(content).replaceAll('&#39;', "'");
      for (const { heading, paragraphs = [], list = [], steps = [] } of content.sections) {
        for (const text of [heading, ...content.lead, ...paragraphs, ...list, ...steps]) {
          expect(html).toContain(text);
        }
      }
    }
  });
});

describe('dates', () => {
  const subject = (at: string, timeZone = 'America/New_York') =>
    noticeContent('features-ending', {
      brief: { ...brief, agency: { ...brief.agency, timeZone } },
      about: featuresEnd,
      recipients,
      now: at,
    }).subject;

  it('name the last day with a feature, given the first day without it', () => {
    const content = noticeContent('features-ending', { brief, about: featuresEnd, recipients, now });
    expect(content.lead[0]).toContain('until midnight at the end of Sunday, November 29, 2026, Eastern Time');
    expect(content.calendarDays?.[0]?.day).toBe('2026-11-29');
  });

  it('count the days left where the agency is, not where the server is', () => {
    const lateEvening = '2026-11-29T04:30:00Z';
    expect(subject(lateEvening, 'America/New_York')).toContain('tomorrow is the last day');
    expect(subject(lateEvening, 'Pacific/Guam')).toContain('today is the last day');
    expect(subject(lateEvening, 'Pacific/Honolulu')).toContain('tomorrow is the last day');
    expect(subject('2026-11-28T04:30:00Z', 'Pacific/Honolulu')).toContain('3 days left');
  });

  it('count days, not hours, when daylight saving ends', () => {
    expect(subject('2026-10-31T13:04:00Z')).toContain('30 days left');
    expect(subject('2026-11-02T14:04:00Z')).toContain('28 days left');
  });

  it('have a time zone with its everyday name', () => {
    const zone = (timeZone: string) =>
      noticeContent('welcome', {
        brief: { ...brief, agency: { ...brief.agency, timeZone } },
        recipients,
        now,
      }).sections.find(({ heading }) => heading === 'About this notice')?.paragraphs?.[1];
    expect(zone('America/Chicago')).toContain('Central Time');
    expect(zone('America/Anchorage')).toContain('Alaska Time');
    expect(zone('America/Phoenix')).toContain('Mountain Standard Time');
  });

  it('are in the past in a reminder that goes out too late', () => {
    expect(subject('2026-11-30T14:04:00Z')).toContain('ended on November 29');
    const late = noticeContent('renewal', { brief, about: termEnd, recipients, now: '2027-10-03T13:00:00Z' });
    expect(late.subject).toContain('the term ended, and no decision is recorded');
    expect(late.lead[0]).toContain('That was 3 days ago.');
  });
});

describe('a deadline', () => {
  const told = (about: About, at: string) => noticeContent('deadline', { brief, about, recipients, now: at });
  const soon = '2027-07-16T13:04:00Z';
  const sectionOf = ({ sections }: Content, heading: string) =>
    sections.find((section) => section.heading === heading);

  it('whose last day is a business day mentions no closed offices', () => {
    const { deadline } = preliminaryNotice;
    const about = { ...preliminaryNotice, deadline: { ...deadline, lastDay: '2027-07-30' } };
    expect(sectionOf(told(about, soon), 'Why not wait until the last day')).toBeUndefined();
    expect(sectionOf(told(preliminaryNotice, soon), 'Why not wait until the last day')).toBeDefined();
  });

  it('counts the days left until its safe day', () => {
    expect(told(preliminaryNotice, soon).lead[1]).toContain('You have 15 days left');
    expect(told(preliminaryNotice, '2027-07-30T13:04:00Z').lead[1]).toContain('Today is the last day.');
  });

  it('is in the past in a warning that goes out too late', () => {
    expect(told(preliminaryNotice, '2027-08-02T13:04:00Z').subject).toContain(
      'a deadline passed on August 1',
    );
  });
});

describe('unknown facts', () => {
  it('have no sections: an offer without training, promises or rules', () => {
    const bare = { ...brief, support: [], community: [], assurances: [], renewalRules: [] };
    for (const kind of ['welcome', 'training', 'community', 'renewal'] as const) {
      const { sections } = noticeContent(kind, { brief: bare, recipients, now });
      const headings = sections.map(({ heading }) => heading);
      expect(headings).not.toContain('What is offered');
      expect(headings).not.toContain('Training and help');
      expect(headings).not.toContain('What OpenAI promises');
      expect(headings).not.toContain('About renewal');
      expect(sections.every(({ list, steps, paragraphs }) => list ?? steps ?? paragraphs)).toBe(true);
    }
  });

  it('are not stated: a term without a price', () => {
    const { price: _, ...term } = brief.term;
    const content = noticeContent('welcome', { brief: { ...brief, term }, recipients, now });
    expect(toText(content)).not.toContain('$');
  });
});

describe('rehearsals', () => {
  it('are marked in the subject, in the first line and in the calendar', () => {
    const content = rehearsed(
      noticeContent('features-ending', { brief, about: featuresEnd, recipients, now }),
    );
    expect(content.subject).toMatch(/^\[Rehearsal\] /);
    expect(toText(content)).toMatch(/^This is a rehearsal\. /);
    expect(toHtml(content)).toContain('This is a rehearsal. ');
    expect(content.calendarDays?.[0]?.summary).toMatch(/^\[Rehearsal\] /);
  });
});

describe('text that someone typed', () => {
  const typed = (name: string) => {
    const content = noticeContent('suspended', {
      brief: { ...brief, agency: { ...brief.agency, name }, reason: name },
      recipients: [{ ...owner, name }, contracting],
      now,
    });
    return { content, text: toText(content), html: toHtml(content) };
  };

  it('shows HTML as text', () => {
    const { html, text } = typed(`<script>alert("1")</script> & 'Sons' </title>`);
    expect(html).not.toContain('<script>');
    expect(html.match(/<\/title>/g)).toHaveLength(1);
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;Sons&#39;');
    expect(text).toContain('<script>');
  });

  it('becomes one line, without control characters', () => {
    const { content } = typed('A\r\nBcc: x@evil.example\u0000\u2028B\u0085C');
    expect(JSON.stringify(content)).not.toMatch(/\\r|\\u0000|[\u2028\u0085]/);
    expect(content.lead[0]).toContain('A Bcc: x@evil.example B C');
  });

  it('cannot reorder the text around it, even if it is right-to-left text', () => {
    expect(typed('משרד \u202eevil').content.lead[0]).toContain('for \u2068משרד evil\u2069 as of');
  });
});
