// The kinds of notices, and the traits of each kind.

/** The kinds that an offer's rules plan. */
export const offeredKinds = [
  'terms',
  'welcome',
  'training',
  'training-reminder',
  'community',
  'features-ending',
  'features-ended',
  'renewal',
  'access-ended',
  'renewed',
  'declined',
  'suspended',
  'reinstated',
  'terminated',
] as const;

/** All kinds. No rule plans the last five: a clause's deadline, a moved date or a contact triggers them. */
export const noticeKinds = [
  ...offeredKinds,
  'deadline',
  'deadline-missed',
  'correction',
  'contact-wanted',
  'link',
] as const;

export type NoticeKind = (typeof noticeKinds)[number];

type Traits = {
  /** The moments of a rule that its letter is worded for. Empty: no rule plans it. */
  moments: string[];
  /** `high`: it goes first and may exceed the daily limit. `low`: it goes last. Any notice becomes urgent when its date is near. */
  urgency: 'high' | 'usual' | 'low';
  /** It also goes to contacts who want only notices that need a decision. */
  needsDecision?: true;
  /** It asks a question, and operators can be told that nobody has answered it. */
  asks?: true;
  /** It tells that something happened, and its id names that instant. */
  tellsOfEvent?: true;
  /** It states when the term ends, even if it is about no date. */
  tellsTermEnd?: true;
  /** It states when features end, even if it is about no date. */
  tellsFeatureEnds?: true;
  /** It is about a day to come, so it is not sent after that day. */
  looksAhead?: true;
  /** It says that something is taken away, so it is not sent where access was never given. */
  speaksOfLoss?: true;
  /** What a contact can do by its link while that is still possible. Left out: only confirm that the notice arrived. */
  linkFor?: 'accept' | 'decide' | 'trained';
  /** `access`: it waits while the agency has no access. `reinstatement`: it waits while the agreement is suspended. */
  waitsFor?: 'access' | 'reinstatement';
};

/** What is true of each kind. A kind that has no line here does not compile. */
export const noticeTraits: Record<NoticeKind, Traits> = {
  terms: {
    moments: ['at offered', 'after offered'],
    urgency: 'usual',
    needsDecision: true,
    asks: true,
    looksAhead: true,
    linkFor: 'accept',
  },
  welcome: {
    moments: ['at activation'],
    urgency: 'usual',
    tellsTermEnd: true,
    tellsFeatureEnds: true,
    waitsFor: 'access',
  },
  training: { moments: ['at activation'], urgency: 'low', linkFor: 'trained', waitsFor: 'access' },
  'training-reminder': {
    moments: ['after activation'],
    urgency: 'low',
    linkFor: 'trained',
    waitsFor: 'access',
  },
  community: { moments: ['at activation'], urgency: 'low', waitsFor: 'access' },
  'features-ending': {
    moments: ['before features-end'],
    urgency: 'usual',
    looksAhead: true,
    speaksOfLoss: true,
  },
  'features-ended': { moments: ['at features-end'], urgency: 'usual', speaksOfLoss: true },
  renewal: {
    moments: ['before term-end'],
    urgency: 'usual',
    needsDecision: true,
    asks: true,
    looksAhead: true,
    linkFor: 'decide',
  },
  'access-ended': { moments: ['at term-end'], urgency: 'usual', speaksOfLoss: true, linkFor: 'decide' },
  renewed: {
    moments: ['on renewed'],
    urgency: 'high',
    tellsOfEvent: true,
    tellsTermEnd: true,
    waitsFor: 'reinstatement',
  },
  declined: {
    moments: ['on declined'],
    urgency: 'high',
    tellsOfEvent: true,
    tellsTermEnd: true,
    waitsFor: 'reinstatement',
  },
  suspended: { moments: ['on suspended'], urgency: 'high', tellsOfEvent: true },
  reinstated: {
    moments: ['on reinstated'],
    urgency: 'high',
    tellsOfEvent: true,
    tellsTermEnd: true,
    tellsFeatureEnds: true,
  },
  terminated: { moments: ['on terminated'], urgency: 'high', tellsOfEvent: true },
  deadline: { moments: [], urgency: 'usual', needsDecision: true, looksAhead: true },
  'deadline-missed': { moments: [], urgency: 'high', needsDecision: true },
  correction: {
    moments: [],
    urgency: 'high',
    needsDecision: true,
    looksAhead: true,
    waitsFor: 'reinstatement',
  },
  'contact-wanted': { moments: [], urgency: 'high', needsDecision: true },
  link: { moments: [], urgency: 'high', needsDecision: true },
};

/** If a rule's `to` includes this, operators get an alert when nobody answers the notice. */
export const operators = 'operators';
