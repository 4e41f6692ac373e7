// Requests, commands and offers as any program may hand them in: what can't be used is refused with a sentence.
import { ApplicationFailure } from '@temporalio/common';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlanner } from '../../../activities/planner.ts';
import { checkAsTyped } from '../../../agreements/commands/check.ts';
import { type Command, parseCommand } from '../../../agreements/commands/command.ts';
import { decide } from '../../../agreements/commands/decide.ts';
import { examine } from '../../../agreements/commands/examine.ts';
import { commandTypes } from '../../../agreements/commands/registry.ts';
import { evolveAll } from '../../../agreements/lifecycle/evolve.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import { agreementId } from '../../../agreements/model/ids.ts';
import { closuresSchema } from '../../../agreements/offer/schema.ts';
import { parseOffer } from '../../../agreements/offer/validation.ts';
import { begin } from '../../../agreements/planning/begin.ts';
import { parseRequest } from '../../../agreements/planning/request.ts';
import { ledgerOf } from '../../../agreements/reports/ledger.ts';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { parse } from '../../../agreements/validation/parse.ts';
import { loadRegistry } from '../../../data/registry.ts';
import { findOffer, loadCatalog } from '../../../offers/catalog.ts';
import { loadClauses, rulesOf } from '../../../offers/clauses.ts';
import type { AgreementRequest } from '../../../workflows/ports.ts';
import { expectLinear, expectSentence, fewer, fuzz, hostileText, spoiled } from '../../support/fuzz.ts';
import {
  act,
  amend,
  begun,
  board,
  carl,
  clauses,
  decline,
  lived,
  morning,
  olive,
  renew,
  suspend,
  terminate,
  wholeChatgpt,
  withClauses,
} from '../support/given.ts';

const catalog = loadCatalog();
const registry = loadRegistry();
const now = morning('2026-09-10');

/** What is refused is told in a sentence. Anything else than a refusal is an error of ours. */
function refusedOr<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    expectSentence(error.message);
    return undefined;
  }
}

const session = {
  ...{ id: 'intro', title: 'Introduction', starts: '2026-10-14T13:00', timeZone: 'America/New_York' },
  ...{ minutes: 60, place: 'training.example' },
};
const closure = { from: '2026-12-24', to: '2026-12-24', name: 'Christmas Eve', source: 'EO 14371' };
const dates = fc.constantFrom(
  ...[
    '0000-01-01',
    '0001-01-01',
    '1999-12-31',
    '2000-02-29',
    '2026-09-01',
    '2199-12-31',
    '2200-01-01',
    '9999-12-31',
  ],
  ...['+010000-01-01', '-000001-01-01', '2027-02-29', '2027-13-01', '2027-09-01T00:00', '20270901', ''],
);
const periods = fc.constantFrom(
  ...[
    'P99Y',
    'P999M',
    'P9999D',
    'P100Y',
    'P9999Y',
    'P0D',
    '-P1D',
    'P1.5D',
    'P1Y1M',
    'PT1H',
    'P1D',
    'P1Y',
    '',
  ],
);

describe('a request', () => {
  const planner = createPlanner({
    closures: () => [],
    offer: (id) => findOffer(catalog, id),
    agency: (domain) => registry.get(domain),
    hadPrice: async () => false,
    isRehearsal: false,
  });
  const sound = {
    ...{ offer: 'xai-grok', agency: 'acus.gov', contacts: [olive, carl], startsOn: '2026-09-20' },
    ...{
      lastDay: '2027-09-19',
      by: 'a test',
      hold: 'not yet',
      clauses: ['FAR 52.217-9, exercise=P30D', 'FAR 17.207'],
    },
  };
  const whole = {
    ...sound,
    offer: wholeChatgpt,
    agency: { id: 'x.gov', name: 'X', timeZone: 'Pacific/Guam' },
  };
  const requests: fc.Arbitrary<unknown> = fc.oneof(
    spoiled<unknown>(sound),
    spoiled<unknown>(whole),
    fc.tuple(dates, dates, fc.constantFrom(...catalog.keys())).map(([startsOn, lastDay, offer]) => ({
      ...{ ...sound, offer, startsOn, lastDay },
      clauses: [],
    })),
    fc.tuple(hostileText, hostileText).map(([use, offer]) => ({ ...sound, clauses: [use], offer })),
  );

  it('is admitted, or refused with a sentence', async () => {
    await fc.assert(
      fc.asyncProperty(requests, fc.boolean(), async (request, isTold) => {
        const { offer, agency } = (request ?? {}) as { offer?: { id?: string }; agency?: { id?: string } };
        const id = isTold
          ? agreementId(String(offer?.id ?? offer), String(agency?.id ?? agency).toLowerCase())
          : 'agreement:x:y';
        try {
          const admitted = await planner.admit({ request: request as AgreementRequest, id, now });
          for (const { dueAt } of ledgerOf(admitted).due) expect(dueAt).toMatch(/^2\d{3}-\d\d-\d\dT/);
          expect(JSON.parse(JSON.stringify(admitted))).toEqual(admitted);
        } catch (error) {
          if (!(error instanceof ApplicationFailure)) throw error;
          expect(error.type).toBe('Refused');
          expectSentence(error.message);
        }
      }),
      fewer(2),
    );
  });

  it('with words that objects have anyway as its clauses is refused', async () => {
    const request = { ...sound, clauses: ['constructor'] };
    const refusal = planner.admit({
      request: request as AgreementRequest,
      id: 'agreement:xai-grok:acus.gov',
      now,
    });
    await expect(refusal).rejects.toThrow('No clause found for "constructor"');
  });

  it('with long texts takes no longer than their length explains', async () => {
    for (const unit of ['a', 'a.', 'a-', '-', '.', '@', ' ', '\n', 'é', '%'])
      await expectLinear((length) => {
        const text = unit.repeat(length / unit.length);
        const contacts = [{ ...olive, name: text, email: `${text}@x.gov` }];
        refusedOr(() =>
          parseRequest({ ...sound, agency: text, contacts, [text]: 1, clauses: [text], by: text }),
        );
      });
  });

  it('names a few of many unknown fields, and of a long one the beginning', () => {
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`field${index}`, 1]));
    expect(() => parseRequest({ ...sound, ...many })).toThrow(
      'has unknown fields "field0", "field1", "field2", "field3", "field4" and 1995 more.',
    );
    expect(() => parseRequest({ ...sound, [`\u001b[31m${'x'.repeat(5000)}`]: 1 })).toThrow(
      /has an unknown field "\uFFFD\[31mx{54}…"\.$/,
    );
  });

  it('has no day before 2000 or after 2199, which could not be compared with others', () => {
    for (const startsOn of ['0000-01-01', '1999-12-31', '2200-01-01', '9999-12-31'])
      expect(() => parseRequest({ ...sound, startsOn })).toThrow(
        'startsOn must be in the years 2000 to 2199',
      );
  });

  it('has a domain of at most 253 characters', () => {
    const agency = `${'a'.repeat(60)}.${'b'.repeat(200)}.gov`;
    expect(() => parseRequest({ ...sound, agency })).toThrow(RefusedError);
  });
});

describe('a command', () => {
  const by = 'a test';
  const examples: Record<string, object> = {
    accept: { startsOn: '2026-10-01', reference: 'memo 12' },
    determine: { determination: 'needs', reference: 'memo 12', clause: 'FAR 17.207' },
    renew: { price: { amount: '2.00', currency: 'USD' }, length: 'P1Y' },
    extend: { length: 'P1M' },
    amend: { termEndsOn: '2027-12-01', featuresEndOn: '2026-12-01', rules: clauses, sessions: [session] },
    reinstate: { clock: 'move' },
    switch: { to: 'xai-grok' },
    'change-contacts': { contacts: [olive, carl] },
    acknowledge: { notice: 'welcome', contact: olive.email },
    resend: { notice: 'welcome' },
    bounced: { address: olive.email, messageId: '<a@b>', meaning: 'passing' },
    'bounce-unread': { address: olive.email, messageId: '<a@b>', lines: ['one'] },
    hold: { ofOffer: true },
    'ask-renewal': { contact: olive.email },
    'name-contact': { contact: { ...olive, email: 'new@access-board.gov' }, instead: olive.email },
    leave: { contact: olive.email },
    pace: { contact: olive.email, pace: 'decisions' },
    'send-link': { contact: olive.email },
    trained: { people: [olive.email], training: 'intro' },
    'observe-closures': { closures: [closure] },
    reconcile: { drift: [{ code: 'user-missing', agency: board.id, user: 'u1' }] },
  };
  const agreements: Agreement[] = [
    begun(),
    begun({ awaitsAcceptance: true }),
    begun({ offer: withClauses, hold: 'not yet' }),
    lived(begun(), '2027-06-10', { acts: [act('2027-06-01', renew)] }),
    lived(begun(), '2026-10-10', { acts: [act('2026-10-01', suspend)] }),
    lived(begun(), '2027-06-10', { acts: [act('2027-06-01', decline)] }),
    lived(begun(), '2026-10-10', { acts: [act('2026-10-01', terminate)] }),
    lived(begun(), '2026-10-10', { acts: [act('2026-10-01', amend({ termEndsOn: '2027-10-01' }))] }),
  ];
  const sound = (type: string) => ({ type, by, reason: 'because', ...examples[type] });
  const commands: fc.Arbitrary<unknown> = fc.oneof(
    fc.constantFrom(...commandTypes).chain((type) => spoiled<unknown>(sound(type), 2)),
    fc
      .tuple(dates, dates)
      .map(([termEndsOn, featuresEndOn]) => ({ type: 'amend', by, termEndsOn, featuresEndOn })),
    fc.tuple(fc.constantFrom('renew', 'extend'), periods).map(([type, length]) => ({ type, by, length })),
    dates.map((startsOn) => ({ type: 'accept', by, startsOn })),
    dates.map((from) => ({ type: 'observe-closures', by, closures: [{ ...closure, from, to: from }] })),
    dates.map((day) => ({ type: 'amend', by, sessions: [{ ...session, starts: `${day}T23:59` }] })),
  );

  it('is carried out, or refused with a sentence', () => {
    fc.assert(
      fc.property(fc.constantFrom(...agreements), commands, (agreement, typed) => {
        refusedOr(() => checkAsTyped(agreement, typed as Command, now));
        refusedOr(() => {
          const examined = examine(agreement, typed as Command, now);
          const after = evolveAll(agreement, decide(agreement, examined, now));
          for (const { dueAt } of ledgerOf(after).due) expect(dueAt).toMatch(/^2\d{3}-\d\d-\d\dT/);
        });
      }),
      fuzz,
    );
  });

  it('that is none at all is left to whoever knows what a command is', () => {
    for (const typed of [null, undefined, 5, 'renew', [], { type: null }, { type: 'renew', by: 5 }])
      expect(refusedOr(() => checkAsTyped(begun(), typed as never, now))).toBeUndefined();
    expect(() => parseCommand(null)).toThrow(RefusedError);
  });
});

describe('an offer, a clause and a list of closures', () => {
  it('can be used, or one sentence names what is wrong', () => {
    fc.assert(
      fc.property(spoiled<unknown>(wholeChatgpt), dates, (value, startsOn) => {
        const offer = refusedOr(() => parseOffer(value, 'offers/x.json'));
        if (!offer) return;
        const id = agreementId(offer.id, board.id);
        refusedOr(() =>
          begin({ id, offer, agency: board, contacts: [olive], startsOn: '2026-09-20', by: 'x' }, now),
        );
        if (parse(closuresSchema, [], 'x').length > 0) throw new Error(startsOn);
      }),
      fewer(2),
    );
  });

  it('of any name is known, or one sentence lists those that are', () => {
    const known = Object.keys(loadClauses());
    const part = fc.oneof(fc.constantFrom(...known, '=', ',', 'exercise', 'P30D', '2027-01-01'), hostileText);
    const use = fc.array(part, { maxLength: 5 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(use, (text) => {
        // A request has clauses of at most 200 characters on one line.
        if (/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]{1,200}$/u.test(text)) refusedOr(() => rulesOf([text]));
      }),
      fuzz,
    );
  });

  it('of closures with any days is used, or one sentence names what is wrong', () => {
    fc.assert(
      fc.property(spoiled<unknown>([closure, { ...closure, area: 'washington' }]), (value) => {
        refusedOr(() => parse(closuresSchema, value, 'closures.json'));
      }),
      fuzz,
    );
  });
});
