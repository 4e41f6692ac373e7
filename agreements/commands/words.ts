// The words for every event that a command causes.

import type { RecordEntry } from '../model/events.ts';
import { accepted } from './accept/accept.ts';
import { acknowledged } from './acknowledge/acknowledge.ts';
import { amended } from './amend/amend.ts';
import { renewalAsked } from './ask-renewal/ask-renewal.ts';
import { bounceUnread } from './bounce-unread/bounce-unread.ts';
import { bounced } from './bounced/bounced.ts';
import { contactsChanged } from './change-contacts/change-contacts.ts';
import { determined } from './determine/determine.ts';
import { extended } from './extend/extend.ts';
import { held } from './hold/hold.ts';
import { contactLeft } from './leave/leave.ts';
import { closuresObserved } from './observe-closures/observe-closures.ts';
import { paceChosen } from './pace/pace.ts';
import { driftFound } from './reconcile/reconcile.ts';
import { reinstated } from './reinstate/reinstate.ts';
import { released } from './release/release.ts';
import { resent } from './resend/resend.ts';
import { retried } from './retry/retry.ts';
import { linkAsked } from './send-link/send-link.ts';
import { decided } from './shared/decision.ts';
import type { EventWords, Words } from './shared/event-words.ts';
import { suspended } from './suspend/suspend.ts';
import { terminated } from './terminate/terminate.ts';
import { trained } from './trained/trained.ts';

/** The events that a command causes. */
type CommandEvent = Exclude<
  RecordEntry['type'],
  'agreed' | 'settled' | 'delayed' | 'cancellation-asked' | 'term-began' | 'restored'
>;

/** An event without a line here doesn't compile. */
const words: { [Type in CommandEvent]: EventWords<Type> } = {
  accepted,
  determined,
  decided,
  suspended,
  reinstated,
  amended,
  extended,
  'contacts-changed': contactsChanged,
  terminated,
  retried,
  acknowledged,
  resent,
  bounced,
  'bounce-unread': bounceUnread,
  'renewal-asked': renewalAsked,
  'contact-left': contactLeft,
  'pace-chosen': paceChosen,
  'link-asked': linkAsked,
  trained,
  held,
  released,
  'closures-observed': closuresObserved,
  'drift-found': driftFound,
};

/** An event in words: `suspended`, `by Olive: no funds`. */
export function wordsOf(entry: Extract<RecordEntry, { type: CommandEvent }>): Words {
  const tell = words[entry.type] as EventWords<CommandEvent>;
  return tell(entry);
}
