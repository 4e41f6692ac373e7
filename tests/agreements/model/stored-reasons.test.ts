import { describe, expect, it } from 'vitest';
import { englishReasons, reasonInWords } from '../../../agreements/model/reason-words.ts';
import type { Reason } from '../../../agreements/model/reasons.ts';
import { reasonOf, reasonOfDelay, storedDelay, storedReason } from '../../../agreements/model/stored.ts';

/** Each text that settlements had before there were codes, word for word. */
const formerTexts: [string, Reason][] = [
  ['the agreement was terminated', { code: 'agreement-ended', phase: 'terminated' }],
  ['the agreement was withdrawn', { code: 'agreement-ended', phase: 'withdrawn' }],
  ['the agreement was expired', { code: 'agreement-ended', phase: 'expired' }],
  ['the agreement was declined', { code: 'agreement-ended', phase: 'declined' }],
  ['the agreement is over (expired)', { code: 'agreement-over', phase: 'expired' }],
  ['the agreement is over (declined)', { code: 'agreement-over', phase: 'declined' }],
  ['the agreement is over (renewed)', { code: 'agreement-over', phase: 'renewed' }],
  ['the agreement is over (terminated)', { code: 'agreement-over', phase: 'terminated' }],
  ['the agreement is over (withdrawn)', { code: 'agreement-over', phase: 'withdrawn' }],
  ['the term has ended', { code: 'term-ended' }],
  ['the agreement is suspended', { code: 'suspended' }],
  ['the agreement is not suspended any more', { code: 'not-suspended' }],
  ['the agreement was reinstated', { code: 'reinstated' }],
  ['the agreement was renewed', { code: 'renewed' }],
  ['it was decided to renew', { code: 'decided', decision: 'renew' }],
  ['it was decided to decline', { code: 'decided', decision: 'decline' }],
  ['the terms were accepted', { code: 'terms-accepted' }],
  ['access was never given', { code: 'never-had-access' }],
  ['its date was moved', { code: 'date-moved' }],
  ['its notices or rules were amended', { code: 'rules-amended' }],
  ['its sessions have changed', { code: 'sessions-changed' }],
  ['what it gives notice of has happened', { code: 'day-has-come' }],
  ['its time had passed before it was planned', { code: 'planned-too-late' }],
  ['it was for somebody who is no contact any more', { code: 'contact-gone' }],
  ['all who get it want only what needs a decision', { code: 'unwanted' }],
  ['nobody was invited to a training', { code: 'nobody-invited' }],
  ['all who get it have completed a training', { code: 'all-trained' }],
  ['all who get it have got it', { code: 'all-reached' }],
  ['those who were invited know of it already', { code: 'already-known' }],
  ['nobody was told of the day that moved', { code: 'nobody-told' }],
  ['nobody has been asked yet', { code: 'nobody-asked' }],
  ['the agency has asked for renewal', { code: 'renewal-asked' }],
  ['it is on record that it was done', { code: 'on-record' }],
  ['overtaken by renewal-P30D:2027-09-01', { code: 'superseded', by: 'renewal-P30D:2027-09-01' }],
  ['a later notice of its series has been sent', { code: 'later-notice-sent' }],
  ['no mail server knows any of its addresses', { code: 'no-mailbox' }],
  ['its messages were refused', { code: 'came-back' }],
  ['no contact is left whom mail reaches', { code: 'nobody-reachable' }],
  ['no recipient is known to have got it', { code: 'nobody-reached' }],
];

describe('a reason that was stored before there were codes', () => {
  it.each(formerTexts)('is read: %s', (reason, code) => {
    expect(reasonOf({ reason })).toEqual(code);
  });

  it('that came from outside stays as it is', () => {
    expect(reasonOf({ reason: '421 try again later' })).toEqual({
      code: 'error',
      error: '421 try again later',
    });
  });

  it('of a delay is read without the id before it', () => {
    const id = 'renewal-P30D:2027-09-01';
    const reasonOfText = (reason: string) => reasonOfDelay({ id, reason });
    expect(reasonOfText(`${id}: 421 try again later`)).toEqual({
      code: 'error',
      error: '421 try again later',
    });
    expect(reasonOfText(`${id}: called back`)).toEqual({ code: 'called-back' });
    expect(reasonInWords(reasonOfText(`${id}: 2 of its recipients had 4 messages within a day`))).toBe(
      '2 of its recipients had 4 messages within a day',
    );
  });

  it('may be missing', () => {
    expect(reasonOf({})).toBeUndefined();
  });
});

describe('a reason that is stored', () => {
  it.each(formerTexts)('has the words that records always had: %s', (reason, why) => {
    expect(storedReason(why)).toEqual({ reason, why });
  });

  it('is read by its code, whatever the words are', () => {
    expect(reasonOf({ reason: 'its date was changed', why: { code: 'date-moved' } })).toEqual({
      code: 'date-moved',
    });
  });

  it('of a delay has the id before its words', () => {
    const why: Reason = { code: 'daily-limit', recipients: 1, limit: 4 };
    expect(storedDelay('welcome', why)).toEqual({
      reason: 'welcome: 1 of its recipients had 4 messages within a day',
      why,
    });
  });

  it('is tested for each code', () => {
    const inDelaysOnly = ['daily-limit', 'operators-told', 'called-back', 'error'];
    const sinceThereAreCodes = ['issue-resolved', 'may-be-sent'];
    const tested = new Set([
      ...formerTexts.map(([, { code }]) => code),
      ...inDelaysOnly,
      ...sinceThereAreCodes,
    ]);
    expect([...tested].toSorted()).toEqual(Object.keys(englishReasons).toSorted());
  });
});
