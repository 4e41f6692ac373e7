// What people may do to an agreement. Where a contact does it, `contact` is the mail address on file.

import type { Replan } from '../model/events.ts';
import type { Contact, Pace } from '../model/parties.ts';
import type { NoticeRule, Price, RenewalRules, Session } from '../offer/schema.ts';

/** `answers`: the notice that led to it. `version`: that of the terms that whoever decides has seen. */
type By = { by: string; reason?: string; answers?: string; version?: string };

export type Command = By &
  (
    | { type: 'accept'; startsOn?: string; reference?: string }
    | { type: 'determine'; determination: string; reference: string }
    | { type: 'renew'; price?: Price; length?: string }
    | { type: 'decline' }
    | { type: 'switch'; to: string }
    | { type: 'extend'; length: string }
    | {
        type: 'amend';
        termEndsOn?: string;
        featuresEndOn?: string;
        notices?: NoticeRule[];
        rules?: RenewalRules;
        /** All of them from now on. */
        sessions?: Session[];
      }
    | { type: 'suspend' }
    | { type: 'reinstate'; clock: 'keep' | 'move' }
    | { type: 'terminate' }
    | { type: 'change-contacts'; contacts: Contact[] }
    | { type: 'retry' }
    | { type: 'acknowledge'; notice?: string; contact?: string }
    | { type: 'resend'; notice: string }
    | { type: 'bounced'; address: string; messageId?: string; passing?: true }
    | { type: 'hold'; ofOffer?: boolean }
    | { type: 'release' }
    | { type: 'ask-renewal'; contact: string }
    | { type: 'name-contact'; contact: Contact; instead?: string }
    | { type: 'leave'; contact: string }
    | { type: 'pace'; contact: string; pace: Pace }
    | { type: 'send-link'; contact: string }
    | { type: 'trained'; people: string[]; training?: string }
  );

export const commandTypes = [
  'accept',
  'determine',
  'renew',
  'decline',
  'switch',
  'extend',
  'amend',
  'suspend',
  'reinstate',
  'terminate',
  'change-contacts',
  'retry',
  'acknowledge',
  'resend',
  'bounced',
  'hold',
  'release',
  'ask-renewal',
  'name-contact',
  'leave',
  'pace',
  'send-link',
  'trained',
] as const satisfies Command['type'][];

/** A command that was parsed, with the dates and the plan that it leads to, if it moves any. */
export type Examined = { command: Command; replan?: Replan };
