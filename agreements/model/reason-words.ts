// Reasons in English, each a clause that may stand after a colon. To add a language, add a table like this one.
import { obligationName } from './obligation-names.ts';
import type { Reason, WaitingReason } from './reasons.ts';

type Code = Reason['code'];

/** What is said for each code; a function where the words depend on details. */
export type ReasonWords = {
  [One in Code]: string | ((reason: Extract<Reason, { code: One }>) => string);
};

export const englishReasons: ReasonWords = {
  'agreement-ended': ({ phase }) => `the agreement was ${phase}`,
  'agreement-over': ({ phase }) => `the agreement is over (${phase})`,
  'term-ended': 'the term has ended',
  suspended: 'the agreement is suspended',
  'not-suspended': 'the agreement is no longer suspended',
  reinstated: 'the agreement was reinstated',
  renewed: 'the agreement was renewed',
  decided: ({ decision }) => `the decision is to ${decision}`,
  'terms-accepted': 'the terms were accepted',
  'never-had-access': 'access was never given',
  'date-moved': 'its date was moved',
  'rules-amended': 'its notices or rules were amended',
  'sessions-changed': 'its sessions have changed',
  'day-has-come': 'the day it announces has come',
  'planned-too-late': 'its time had passed before it was planned',
  'contact-gone': 'the person it was for is no longer a contact',
  unwanted: 'everyone who would get it wants only notices that need a decision',
  'nobody-invited': 'nobody was invited to a training',
  'all-trained': 'everyone who would get it has completed a training',
  'all-reached': 'everyone who would get it has it already',
  'already-known': 'everyone who was invited knows it already',
  'nobody-told': 'nobody was told of the day that moved',
  'nobody-asked': 'nobody has been asked yet',
  'renewal-asked': 'the agency has asked for renewal',
  'on-record': 'it is on record as done',
  'issue-resolved': 'the issue is resolved',
  superseded: ({ by }) => `superseded by the ${obligationName(by)}`,
  'later-notice-sent': 'a later notice of its series was sent',
  'no-mailbox': 'no mail server knows any of its addresses',
  'came-back': 'its messages were refused',
  'nobody-reachable': 'mail reaches none of the contacts',
  'nobody-reached': 'as far as is known, it reached nobody',
  'daily-limit': ({ recipients, limit }) =>
    `${recipients} of its recipients had ${limit} messages within a day`,
  'operators-told': 'the operators got such an alert about another agreement within a day',
  'called-back': 'called back',
  'may-be-sent': 'it may have gone out before the agreement was restored from an export',
  error: ({ error }) => error,
};

/** A reason as a clause in English, such as `its date was moved`. */
export function reasonInWords(reason: Reason, words: Partial<ReasonWords> = englishReasons): string {
  const found = words[reason.code] ?? englishReasons[reason.code];
  return typeof found === 'string' ? found : (found as (reason: Reason) => string)(reason);
}

/** What an obligation waits for, as a clause in English. */
export const waitingWords: Record<WaitingReason, string> = {
  'on-hold': 'notices are on hold',
  suspended: 'the agreement is suspended',
  'no-access-yet': 'there is no access yet',
  'terms-not-offered': 'the terms have reached nobody yet',
  'nobody-asked-yet': 'nobody has been asked yet',
};
