// An agreement on paper: the same rules without an engine, for what a page shows of any state that one may be in.
import { type Links, linkTo, type Purpose } from '../../activities/notices/links/signed-links.ts';
import { check } from '../../agreements/commands/check.ts';
import type { Command } from '../../agreements/commands/command.ts';
import { parseCommand } from '../../agreements/commands/command.ts';
import { decide } from '../../agreements/commands/decide.ts';
import { examine } from '../../agreements/commands/examine.ts';
import { evolveAll } from '../../agreements/lifecycle/evolve.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { versionOf } from '../../agreements/model/ids.ts';
import type { Contact } from '../../agreements/model/parties.ts';
import type { Instant } from '../../agreements/time/instants.ts';
import type { PagesOptions } from '../../pages/pages.ts';
import { type Pages, startPages } from '../support/pages.ts';

export const links: Links = { url: 'http://127.0.0.1', keys: ['a secret of thirty-two characters'] };

/** The facade as pages know it, over one agreement that stands still at an instant. */
function onPaper(agreement: Agreement, now: Instant) {
  let current = agreement;
  const commands: Command[] = [];
  return {
    commands,
    view: async () => current,
    async decide(_id: string, asked: Command) {
      const command = parseCommand(asked);
      check(current, command, now);
      commands.push(command);
      current = evolveAll(current, decide(current, examine(current, command, now), now));
      return { status: current.status, timeZone: current.agency.timeZone };
    },
  };
}

export type Shown = Pages & {
  paper: ReturnType<typeof onPaper>;
  /** Where a link leads on this machine. */
  linkFor(
    contact: Contact,
    purpose: Purpose,
    asked?: { obligation?: string; version?: string; at?: Instant },
  ): Promise<string>;
};

/** The pages of one agreement as they are at an instant. */
export async function show(
  agreement: Agreement,
  now: Instant,
  options: Partial<PagesOptions> = {},
): Promise<Shown> {
  const paper = onPaper(agreement, now);
  const signing = options.links ?? links;
  const pages = await startPages({
    ...{ port: 0, links, agreementsOf: () => paper, clock: () => now },
    ...options,
  });
  return {
    ...pages,
    paper,
    async linkFor({ email: address }, purpose, { at = now, version = versionOf(agreement), ...asked } = {}) {
      const order = { agreement: agreement.id, address, purpose, version, ...asked };
      return (await linkTo(order, signing, at)).replace(new URL(signing.url).origin, pages.url);
    },
  };
}
