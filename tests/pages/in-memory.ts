// The pages of one agreement in memory, without an engine, to show it in any state.
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
import type { PagesOptions } from '../../pages/routes.ts';
import { type Pages, startPages } from '../support/pages.ts';

export const links: Links = { url: 'http://127.0.0.1', keys: ['a secret of thirty-two characters'] };

/** The client as the pages use it, over one agreement whose clock stands still. */
function inMemory(agreement: Agreement, now: Instant) {
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
  client: ReturnType<typeof inMemory>;
  /** A link, as it opens on this machine. */
  linkFor(
    contact: Contact,
    purpose: Purpose,
    asked?: { obligation?: string; version?: string; at?: Instant },
  ): Promise<string>;
};

/** The pages of one agreement at an instant. */
export async function show(
  agreement: Agreement,
  now: Instant,
  options: Partial<PagesOptions> = {},
): Promise<Shown> {
  const client = inMemory(agreement, now);
  const signing = options.links ?? links;
  const pages = await startPages({
    ...{ port: 0, links, agreementsOf: () => client, clock: () => now },
    ...options,
  });
  return {
    ...pages,
    client,
    async linkFor({ email: address }, purpose, { at = now, version = versionOf(agreement), ...asked } = {}) {
      const order = { agreement: agreement.id, address, purpose, version, ...asked };
      return (await linkTo(order, signing, at)).replace(new URL(signing.url).origin, pages.url);
    },
  };
}
