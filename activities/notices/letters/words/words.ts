// The type of a language's table of words. Each language fills in all of it. The letters in the folder above choose the
// words and their order.

import type { PlannedDeadline } from '../../../../agreements/model/obligations.ts';
import type { Role } from '../../../../agreements/offer/roles.ts';
import type { LocalDate } from '../../../../agreements/time/calendar.ts';
import type { AnswerPurpose } from '../../links/purpose.ts';
import type { Ending } from '../ending.ts';
import type { Facts } from '../facts.ts';
import type { Formats } from './formats.ts';

export type Words = Formats & { sections: SectionWords; letters: LetterWords; around: AroundWords };

type Phrase = (facts: Facts) => string;
type DeadlinePhrase = (deadline: PlannedDeadline) => string;
/** One text for readers who have a link in the message, and one for readers who can only reply. */
type ByAnswer = Record<Facts['answerBy'], string>;

/** Sections that several letters share. */
type SectionWords = {
  /** For texts of an offer or a clause that exist in English only. Undefined in the English table. */
  englishOnly: EnglishOnlyWords | undefined;
  whatToDo: string;
  whatYouHave: string;
  whatStays: string;
  throughDay: (feature: string, lastDay: LocalDate) => string;
  /** `lastDay` is undefined if the term has no end. */
  wholeTerm: (feature: string, lastDay: LocalDate | undefined) => string;
  allElseStays: Phrase;
  whatItCosts: string;
  promises: (vendor: string) => string;
  help: string;
  whatIsOffered: string;
  aboutRenewing: string;
  why: string;
  reasonGiven: (reason: string) => string;
  decision: {
    heading: string;
    recorded: (day: string, by: string) => string;
    goesOnWith: (offer: string) => string;
  };
  accounts: { heading: string; text: [string, string] };
};

type EnglishOnlyWords = {
  /** The line before a list of English texts. */
  note: string;
  /** These name the deadline by its clause, because its text follows in English. */
  deadline: DeadlinePhrase;
  hasDeadline: (facts: Facts, deadline: PlannedDeadline) => string;
  doWhatIsBelow: (byThen: string) => string;
  whatIsAsked: string;
};

type LetterWords = {
  terms: {
    subject: Phrase;
    subjectWithoutDay: Phrase;
    canAcceptUntil: Phrase;
    canAccept: Phrase;
    please: string;
    offered: {
      heading: string;
      forFirst: (feature: string, days: string) => string;
      wholeTerm: (feature: string) => string;
      termLasts: (length: string) => string;
      termRunsThrough: (lastDay: LocalDate) => string;
      termHasNoEnd: string;
      price: (price: string) => string;
      priceAsOrdered: string;
    };
    findOut: string;
    chooseDay: string;
    accept: ByAnswer;
    orDecline: string;
    ifNobodyAccepts: { heading: string; text: Phrase };
  };
  withdrawn: { subject: Phrase; happened: Phrase; please: string; nobodyAccepted: string };
  welcome: {
    subject: Phrase;
    term: Phrase;
    endsSooner: (features: string, lastDay: LocalDate) => string;
    tellWhatEndsSooner: string;
    tellThatItStarts: Phrase;
    steps: (facts: Facts) => [string, string, string];
    price: (price: string) => string;
    priceAsOrdered: string;
  };
  training: {
    subject: Phrase;
    comesWithIt: Phrase;
    nextSession: (start: string) => string;
    please: string;
    steps: (facts: Facts) => [string, string, string];
  };
  trainingChanged: {
    subject: Phrase;
    changed: Phrase;
    nextSession: (start: string) => string;
    noneAhead: string;
    please: string;
    steps: [string, string, string];
  };
  trainingReminder: { subject: Phrase; notOnRecord: Phrase; please: string; steps: [string, string, string] };
  community: { subject: Phrase; learn: Phrase; please: string; steps: [string, string] };
  featuresEnding: {
    subject: Phrase;
    until: Phrase;
    /** `isOne`: one feature ends, and its name is known. */
    please: (isOne: boolean) => string;
    meaning: { heading: string; text: Phrase };
    steps: (facts: Facts, isOne: boolean) => [string, string, string];
  };
  featuresEnded: {
    subject: Phrase;
    ended: Phrase;
    please: string;
    ifNot: { heading: string; text: string };
  };
  renewal: {
    subject: Phrase;
    subjectInGrace: Phrase;
    subjectTooLate: Phrase;
    termEnds: Phrase;
    termEnded: Phrase;
    decide: ByAnswer;
    decideNow: ByAnswer;
    ifNobodyDecides: string;
    accessStays: (length: string, lastDay: LocalDate) => string;
    accessEnds: (lastDay: LocalDate) => string;
    notAutomatic: string;
    price: (price: string, lastDay: LocalDate) => string;
    /** The price of this term, if it is known from the order only. */
    priceAsOrdered: (lastDay: LocalDate) => string;
    nextPrice: (text: string) => string;
    nextPriceUnknown: string;
    askPeople: Phrase;
    askOfficer: string;
    bothAreFine: string;
    answer: ByAnswer;
    today: string;
    others: { heading: string; text: string };
  };
  renewalAsked: {
    subject: Phrase;
    subjectTooLate: Phrase;
    please: string;
    ifNotRecorded: string;
    steps: [string, string, string];
  };
  graceBegan: {
    subject: (facts: Facts, lastDay: LocalDate) => string;
    ended: Phrase;
    endedAfterAsking: Phrase;
    accessStays: (length: string, lastDay: LocalDate) => string;
    decide: ByAnswer;
    askWhatIsMissing: string;
    stepsAfterAsking: [string, string];
  };
  accessEnded: {
    subject: Phrase;
    hadUntil: Phrase;
    /** If the last day of access is not known. */
    hadUntilToday: Phrase;
    please: Phrase;
    causes: Record<Ending, string>;
  };
  renewed: {
    subject: Phrase;
    renewed: Phrase;
    anotherTerm: Phrase;
    please: string;
    nextTerm: {
      heading: string;
      starts: (day: LocalDate) => string;
      lasts: (length: string) => string;
      price: (price: string) => string;
      priceAsOrdered: string;
    };
  };
  declined: {
    subject: Phrase;
    declined: Phrase;
    please: string;
    untilThen: { heading: string; nothingChanges: string; ifMistake: string };
  };
  suspended: {
    subject: Phrase;
    suspended: Phrase;
    please: string;
    whatGoesOn: { heading: string; text: Phrase };
  };
  reinstated: {
    subject: Phrase;
    canUse: Phrase;
    /** The agreement was suspended before its first day, and goes on before it. */
    subjectBeforeStart: Phrase;
    canUseFrom: Phrase;
    please: string;
    term: { heading: string; text: Phrase };
  };
  terminated: { subject: Phrase; terminated: Phrase; please: Phrase };
  correction: {
    subjectOfFeatures: Phrase;
    subjectOfTerm: Phrase;
    featuresUntil: Phrase;
    termUntil: Phrase;
    please: string;
    changed: {
      heading: string;
      before: (day: LocalDate) => string;
      earlier: (day: LocalDate, days: string) => string;
      later: (day: LocalDate, days: string) => string;
    };
    steps: [string, string, string];
  };
  deadline: {
    /** `title`: what the agency has to do, in a few words. */
    subject: (facts: Facts, title: string, safeDay: LocalDate) => string;
    subjectToday: (facts: Facts, title: string) => string;
    hasDeadline: Phrase;
    lastDay: Phrase;
    byDay: (day: LocalDate) => string;
    byToday: string;
    please: (byThen: string) => string;
    /** If the agency was told another safe day before. */
    moved: {
      heading: string;
      subject: (facts: Facts, title: string, safeDay: LocalDate) => string;
      from: (was: LocalDate, safeDay: LocalDate) => string;
      /** If the deadline itself moved. */
      lastDayFrom: (was: LocalDate, lastDay: LocalDate) => string;
      /** If the new day has passed. */
      fromToPast: (was: LocalDate, safeDay: LocalDate) => string;
    };
    whyEarlier: {
      heading: string;
      closed: DeadlinePhrase;
      safeDayIs: DeadlinePhrase;
      safeDayWas: DeadlinePhrase;
    };
    whereFrom: { heading: string; counted: (lastDay: LocalDate) => string };
    ifMissed: string;
    doIt: (byThen: string, deadline: PlannedDeadline) => string;
    reply: string;
    confirmingIsNotEnough: string;
    orDecline: string;
  };
  deadlineMissed: {
    subject: Phrase;
    passed: (facts: Facts, title: string) => string;
    byClause: DeadlinePhrase;
    please: string;
    whatWasAsked: string;
    whatFollows: string;
    steps: [string, string, string];
  };
  contactWanted: { subject: Phrase; left: Phrase; please: string; steps: [string, string, string] };
  link: { subject: Phrase; newLink: Phrase; please: string };
};

/** The words around the letters of a message: its beginning and end, its link, and its calendar entries. */
type AroundWords = {
  rehearsalMark: string;
  rehearsalBanner: string;
  about: { heading: string; what: Phrase; zone: Phrase };
  recipients: { heading: string; roles: Record<Role, string>; operators: string };
  questions: { heading: string; reply: string; replyOrWrite: (address: string) => string; goesTo: string };
  /** `name`: the message asks who takes over. `several`: the message asks several things. */
  buttons: Record<AnswerPurpose | 'name' | 'several', string>;
  link: {
    /** The last day on which the link works all day. */
    works: (lastDay: LocalDate) => string;
    takeOut: string;
    doNotForward: string;
    orReply: string;
  };
  /** A message with several notices. `count` in `subject`: the number of other notices. `count` in `text`: the number of all notices. */
  several: {
    subject: (subject: string, count: number) => string;
    heading: string;
    text: (count: number, facts: Facts) => string;
  };
  sessions: { heading: string; text: string };
  takenOut: { heading: string; one: string; several: string };
  calendar: CalendarWords;
};

/** Titles and descriptions of calendar entries. They stay true on any day, so they never count days. */
type CalendarWords = {
  lastDay: (what: string) => string;
  lastDayToAccept: Phrase;
  deadline: (what: string, facts: Facts) => string;
  canAccept: Phrase;
  termLasts: Phrase;
  hasFeatures: Phrase;
  dueByClause: (facts: Facts, task: string, deadline: PlannedDeadline) => string;
  session: Phrase;
};
