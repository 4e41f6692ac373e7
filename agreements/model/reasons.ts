// Why an obligation ended, was put off, or waits: a code for each reason. Only codes steer anything; words are for people.

/** A reason, with what its words need to know. */
export type Reason = Plain | WithDetails;

type Plain = {
  code: // How the agreement stands.
    | 'term-ended'
    | 'suspended'
    | 'not-suspended'
    | 'reinstated'
    | 'renewed'
    | 'terms-accepted'
    | 'never-had-access'
    // Its date, its rules and its sessions.
    | 'date-moved'
    | 'rules-amended'
    | 'sessions-changed'
    | 'day-has-come'
    | 'planned-too-late'
    // Whom it is for.
    | 'contact-gone'
    | 'unwanted'
    | 'nobody-invited'
    | 'all-trained'
    | 'all-reached'
    | 'already-known'
    | 'nobody-told'
    | 'nobody-asked'
    // What it asks for.
    | 'renewal-asked'
    | 'on-record'
    | 'issue-resolved'
    // What became of sending it.
    | 'later-notice-sent'
    | 'no-mailbox'
    | 'came-back'
    | 'nobody-reachable'
    | 'nobody-reached'
    | 'operators-told'
    | 'called-back'
    | 'may-be-sent';
};

type WithDetails =
  /** The agreement ended before its term did, or before it began. `phase`: how. */
  | { code: 'agreement-ended'; phase: string }
  /** Nobody has to answer any more. `phase`: how the agreement ended. */
  | { code: 'agreement-over'; phase: string }
  | { code: 'decided'; decision: 'renew' | 'decline' }
  /** `by`: the id of a later one of its series, which is due as well. */
  | { code: 'superseded'; by: string }
  /** `recipients`: how many had so many messages (`limit`) within a day. */
  | { code: 'daily-limit'; recipients: number; limit: number }
  /** `error`: what a mail server, the directory or Temporal answered. */
  | { code: 'error'; error: string };

/** Why an obligation waits that is due: something other than time holds it back. */
export type WaitingReason =
  | 'on-hold'
  | 'suspended'
  | 'no-access-yet'
  | 'terms-not-offered'
  | 'nobody-asked-yet';
