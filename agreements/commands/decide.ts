// Turns a command into the events that it causes.

import type { Agreement } from '../model/agreement.ts';
import type { Act, AgreementEvent } from '../model/events.ts';
import type { Instant } from '../time/instants.ts';
import { check } from './check.ts';
import type { Command } from './command.ts';
import type { Examined } from './examine.ts';

/**
 * The events that a command causes.
 * @throws {RefusedError} if the agreement can't carry it out now.
 */
export function decide(agreement: Agreement, examined: Examined, now: Instant): AgreementEvent[] {
  const { command, replan } = examined;
  const definition = check(agreement, command, now);
  return definition.events({ agreement, command, act: actOf(command, now), ...(replan && { replan }) });
}

function actOf({ by, reason, answers }: Command, at: Instant): Act {
  return {
    at,
    by,
    ...(reason !== undefined && { reason }),
    ...(answers !== undefined && { answers }),
  };
}
