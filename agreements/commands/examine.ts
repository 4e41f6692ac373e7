// Checks a command that someone gives, and works out its new dates and plan. Needs time-zone tables.

import type { Agreement } from '../model/agreement.ts';
import type { Replan } from '../model/events.ts';
import type { Instant } from '../time/instants.ts';
import { planAccept } from './accept/plan.ts';
import { planAmend } from './amend/plan.ts';
import { type Command, parseCommand } from './command.ts';
import { planExtend } from './extend/plan.ts';
import { planObserveClosures } from './observe-closures/plan.ts';
import type { CommandOf, CommandType } from './registry.ts';
import { planReinstate } from './reinstate/plan.ts';
import { planRelease } from './release/plan.ts';
import { planRenew } from './renew/plan.ts';

/** A checked command, with its new dates and plan if it moves any. */
export type Examined = { command: Command; replan?: Replan };

type Planner<Command> = (agreement: Agreement, command: Command, now: Instant) => Replan | undefined;

/** The commands that may move dates, or depend on them. */
const planners: { [Type in CommandType]?: Planner<CommandOf<Type>> } = {
  accept: planAccept,
  renew: planRenew,
  extend: planExtend,
  amend: planAmend,
  reinstate: planReinstate,
  release: planRelease,
  'observe-closures': planObserveClosures,
};

/**
 * Checks a command, and works out its new dates and plan.
 * @throws {RefusedError} if the command has flaws, or a new date is not in the future.
 */
export function examine(agreement: Agreement, asked: Command, now: Instant): Examined {
  const command = parseCommand(asked);
  const planner = planners[command.type] as Planner<Command> | undefined;
  const replan = planner?.(agreement, command, now);
  return { command, ...(replan && { replan }) };
}
