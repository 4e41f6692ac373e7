// The kinds of notices.

/** The notices that there are words for, and the moments that the words are for. */
export const moments = {
  terms: ['at offered', 'after offered'],
  welcome: ['at activation'],
  training: ['at activation'],
  'training-reminder': ['after activation'],
  community: ['at activation'],
  'features-ending': ['before features-end'],
  'features-ended': ['at features-end'],
  renewal: ['before term-end'],
  'access-ended': ['at term-end'],
  renewed: ['on renewed'],
  declined: ['on declined'],
  suspended: ['on suspended'],
  reinstated: ['on reinstated'],
  terminated: ['on terminated'],
} satisfies Record<string, string[]>;
export const offeredKinds = Object.keys(moments) as (keyof typeof moments)[];

/** All kinds: those that an offer plans, and those that follow from a clause's deadline, a date that moved, or a contact. */
export const noticeKinds = [
  ...offeredKinds,
  'deadline',
  'deadline-missed',
  'correction',
  'contact-wanted',
  'link',
] as const;

export type NoticeKind = (typeof noticeKinds)[number];

/** Named among a notice's roles, they are told where nobody has answered it. */
export const operators = 'operators';
