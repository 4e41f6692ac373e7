// Records a bounce on its agreement, whether the bounce came by SMTP or by the hook.

import { agreementPart, type Bounces, readBounceAddress } from '../../activities/bounces/bounce-address.ts';
import {
  type BounceRegister,
  type BounceResult,
  routeBounce,
} from '../../activities/bounces/route-bounce.ts';
import type { Command } from '../../agreements/commands/command.ts';
import { UnansweredError } from '../../clients/api/unanswered.ts';
import { agreementsOf, type Namespaces } from './namespaces.ts';

/** How much of a message is read, in bytes. A report has a few kilobytes, and stands before the message that came back. */
export const readBytes = 1_000_000;

export type BounceIntake = {
  /** Did we sign this bounce address? */
  isOurs(address: string): boolean;
  /** @returns `later` if it can't be recorded yet: the sender should keep it and try again. */
  take(mail: { to: string; raw: Buffer }): Promise<BounceResult | 'later'>;
};

type Listeners = {
  /** Gets a line when something goes wrong. */
  say?: (line: string) => void;
  /** Gets each bounce that can't be recorded. If it rejects, the sender has to try again. */
  unrecorded?: BounceRegister['unrecorded'];
};

/** The intake of bounces that are addressed to `bounces`. */
export function createIntake(
  bounces: Bounces,
  namespaces: Namespaces,
  listeners: Listeners = {},
): BounceIntake {
  const { say = () => {} } = listeners;
  const register = registerOf(namespaces, listeners);
  return {
    isOurs: (address) => readBounceAddress(address, bounces) !== undefined,
    async take(mail) {
      try {
        const beginning = { ...mail, raw: mail.raw.subarray(0, readBytes) };
        const result = await routeBounce(beginning, bounces, register);
        if (result === 'early')
          say(`Mail came back to ${mail.to} before its message was on record; its sender has to try again.`);
        if (result === 'unknown')
          say(`Mail came back to ${mail.to}, and no agreement has a notice that it is about.`);
        return result === 'early' ? 'later' : result;
      } catch (error) {
        say(`A bounce can't be recorded yet: ${(error as Error).message}`);
        return 'later';
      }
    },
  };
}

/** The agreements, as `routeBounce` needs them. */
function registerOf(namespaces: Namespaces, { say, unrecorded }: Listeners): BounceRegister {
  return {
    find: finder(namespaces),
    view: (id) => temporaryIfUnanswered(agreementsOf(namespaces, id).view(id)),
    bounced: (id, mail) => decide(id, { type: 'bounced', by: 'the mail server', ...mail }),
    unread: (id, mail) => decide(id, { type: 'bounce-unread', by: 'the mail server', ...mail }),
    async unrecorded(id, mail) {
      say?.(`${id}: a bounce can't be recorded because the agreement is over.`);
      const isLive = agreementsOf(namespaces, id) === namespaces.live;
      if (isLive) await unrecorded?.(id, mail);
    },
  };

  function decide(id: string, command: Command): Promise<unknown> {
    return temporaryIfUnanswered(agreementsOf(namespaces, id).decide(id, command));
  }
}

/** A missing answer is temporary, so it must not count as a refusal. */
async function temporaryIfUnanswered<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw error instanceof UnansweredError ? new Error(error.message) : error;
  }
}

/**
 * Finds the agreement that a part of a bounce address stands for. Keeps all ids, which are small: when an agency's mail
 * fails and a thousand bounces arrive, visibility is read once.
 */
function finder({ live, rehearsals }: Namespaces): BounceRegister['find'] {
  const ids = new Map<string, string>();
  return async (part) => {
    for (const agreements of rehearsals ? [live, rehearsals] : [live]) {
      if (ids.has(part)) break;
      for await (const { id } of agreements.list()) {
        ids.set(agreementPart(id), id);
        if (ids.has(part)) break;
      }
    }
    return ids.get(part);
  };
}
