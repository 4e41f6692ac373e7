// What obligations are called where people read. An id is enough for that, so what happened long ago has its name too.
import { type NoticeKind, noticeTraits } from '../offer/notice-kinds.ts';
import { inWords } from '../time/instants.ts';
import { ownValue } from '../validation/own-value.ts';
import {
  alertIsAbout,
  deadlineIn,
  isSentAgain,
  kindIn,
  noticeWithoutAnswer,
  periodIn,
  type StepKind,
} from './ids.ts';

/** The kinds of obligations: steps, alerts, and notices by their kind. */
export type ObligationKind = StepKind | 'alert' | NoticeKind;

/** What each kind is called; and the rest of a list that is cut. */
export const kindNames: Record<ObligationKind | 'more', string> = {
  'grant-access': 'access is given',
  'end-features': 'the time-limited features end',
  'end-access': 'access is taken away',
  'open-renewal': 'the renewal window opens',
  'end-term': 'the term ends',
  'end-grace': 'the grace after the term ends',
  withdraw: 'terms that nobody accepted are withdrawn',
  alert: 'alert to the operators',
  terms: 'terms to be accepted',
  welcome: 'welcome',
  training: 'invitation to training',
  'training-reminder': 'reminder of the training',
  community: 'invitation to the community',
  'features-ending': 'notice that features end',
  'features-ended': 'notice that features have ended',
  renewal: 'notice that a decision is needed',
  'access-ended': 'notice that access has ended',
  renewed: 'notice of the renewal',
  declined: 'notice of the decision not to renew',
  suspended: 'notice of the suspension',
  reinstated: 'notice of the reinstatement',
  terminated: 'notice of the termination',
  deadline: 'warning of a clause’s deadline',
  'deadline-missed': 'notice of a missed deadline',
  correction: 'correction of a date',
  'contact-wanted': 'question who takes a contact’s place',
  link: 'fresh link',
  more: 'more, which "onegov show" lists',
};

/** What a kind is called. A kind that only a later version knows has its own name. */
export function kindName(kind: ObligationKind | 'more'): string {
  return ownValue(kindNames, kind) ?? kind;
}

/** What an obligation is called: `notice that features end, 30 days before`. An id of no known kind stays as it is. */
export function obligationName(id: string): string {
  const kind = kindIn(id);
  if (kind === undefined) return id;
  if (kind === 'alert') return alertName(id);
  const deadline = deadlineIn(id);
  const again = isSentAgain(id) ? ', sent again' : '';
  return `${kindNames[kind]}${deadline ? ` (${deadline})` : ''}${when(id, kind)}${again}`;
}

function alertName(id: string): string {
  const unanswered = noticeWithoutAnswer(id);
  if (unanswered) return `alert that nobody has answered the ${obligationName(unanswered)}`;
  const about = alertIsAbout(id);
  const kind = about && kindIn(about);
  if (!about || !kind) return kindNames.alert;
  const name = obligationName(about);
  return isNotice(kind) ? `alert about the ${name}` : `alert about the step “${name}”`;
}

/** Of several notices of a kind, how long before or after its day this one goes. */
function when(id: string, kind: StepKind | NoticeKind): string {
  const period = periodIn(id);
  if (!period) return '';
  const isBefore = kind === 'deadline' || momentsOf(kind).some((moment) => moment.startsWith('before'));
  return `, ${inWords(period)} ${isBefore ? 'before' : 'after'}`;
}

function momentsOf(kind: StepKind | NoticeKind): string[] {
  return isNotice(kind) ? noticeTraits[kind].moments : [];
}

function isNotice(kind: ObligationKind): kind is NoticeKind {
  return kind in noticeTraits;
}

/** A sentence about an obligation as it is stored, with the id before it, in words: `welcome: given up`. */
export function withNames(text: string): string {
  const [, id = '', rest = ''] = /^(\S+): (.*)$/s.exec(text) ?? [];
  return kindIn(id) ? `${obligationName(id)}: ${rest}` : text;
}

/** The same without a period at its end, for a sentence that goes on. */
export function asPhrase(text: string): string {
  return withNames(text).replace(/\.$/, '');
}
