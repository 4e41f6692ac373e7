import { describe, expect, it } from 'vitest';
import { type NoticeKind, noticeKinds, noticeTraits } from '../../../agreements/offer/notice-kinds.ts';

type Traits = (typeof noticeTraits)[NoticeKind];

const kindsThat = (is: (traits: Traits) => boolean | undefined) =>
  noticeKinds.filter((kind) => is(noticeTraits[kind]));

describe('the kinds of notices', () => {
  it.each<[string, (traits: Traits) => boolean | undefined, NoticeKind[]]>([
    [
      'need a decision',
      ({ needsDecision }) => needsDecision,
      ['terms', 'renewal', 'deadline', 'deadline-missed', 'correction', 'contact-wanted', 'link'],
    ],
    ['ask for an answer', ({ asks }) => asks, ['terms', 'renewal']],
    [
      'look ahead',
      ({ looksAhead }) => looksAhead,
      ['terms', 'features-ending', 'renewal', 'deadline', 'correction'],
    ],
    [
      'speak of loss',
      ({ speaksOfLoss }) => speaksOfLoss,
      ['features-ending', 'features-ended', 'access-ended'],
    ],
    [
      'tell of an event',
      ({ tellsOfEvent }) => tellsOfEvent,
      ['renewed', 'declined', 'suspended', 'reinstated', 'terminated'],
    ],
    [
      'tell the end of the term',
      ({ tellsTermEnd }) => tellsTermEnd,
      ['welcome', 'renewed', 'declined', 'reinstated'],
    ],
    ['tell the end of features', ({ tellsFeatureEnds }) => tellsFeatureEnds, ['welcome', 'reinstated']],
    [
      'wait for access',
      ({ waitsFor }) => waitsFor === 'access',
      ['welcome', 'training', 'training-reminder', 'community'],
    ],
    [
      'wait for a reinstatement',
      ({ waitsFor }) => waitsFor === 'reinstatement',
      ['renewed', 'declined', 'correction'],
    ],
    ['go last', ({ urgency }) => urgency === 'low', ['training', 'training-reminder', 'community']],
  ])('that %s', (_, is, expected) => {
    expect(kindsThat(is)).toEqual(expected);
  });

  it('tell of an event if a rule plans them on that event', () => {
    const onEvent = kindsThat(({ moments }) => moments.some((moment) => moment.startsWith('on ')));
    expect(kindsThat(({ tellsOfEvent }) => tellsOfEvent)).toEqual(onEvent);
  });
});
