// What an engineer reads about an agreement in the Temporal UI.
import { describe, expect, it } from 'vitest';
import { detailsOf } from '../../../agreements/reports/details.ts';
import { act, begun, lived, mailIs, morning, tess } from '../support/given.ts';

describe('the current details of an agreement', () => {
  it('name the phase, the next obligation, the term, the features and the open issues', () => {
    const refused = lived(lived(begun(), '2026-09-20'), '2026-10-02', {
      world: mailIs('refused', [tess.email]),
    });
    expect(detailsOf(refused, morning('2026-10-02')).split('\n')).toEqual([
      '### Access Board: OpenAI ChatGPT Enterprise',
      '',
      '- **Phase** promotional',
      '- **Next** notice that features end, 14 days before: 2026-10-16 13:14 UTC',
      '- **Term 1** 2026-09-01 through 2027-08-31, America/New_York',
      '- **ChatGPT Enterprise** on',
      '- **unlimited Deep Research** on, through 2026-10-30',
      '- **unlimited Advanced Voice Mode** on, through 2026-10-30',
      '',
      '**Open issues**',
      '- notice that features end, 30 days before: refused for 1 of 2 recipients (since 2026-10-01 13:14 UTC)',
    ]);
  });

  it('say what the next obligation waits for', () => {
    const held = lived(begun(), '2026-10-05', { acts: [act('2026-09-03', { type: 'hold', by: 'Olive' })] });
    expect(detailsOf(held, morning('2026-10-05'))).toContain(
      '- **Next** notice that features end, 30 days before: 2026-10-01 13:14 UTC (waits: notices are on hold)',
    );
    expect(detailsOf(held, morning('2026-10-05'))).toContain(
      '- its notices are on hold (since 2026-09-03 12:00 UTC)',
    );
  });
});
