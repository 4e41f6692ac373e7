// Asks agreements what they say about access now.
import type { Client } from '@temporalio/client';
import { type AccessNow, isSettling } from '../../agreements/obligations/access-now.ts';
import type { Said } from '../../agreements/reports/drift.ts';
import { later } from '../../agreements/time/instants.ts';
import { readable } from '../../encryption/readable-payloads.ts';
import { canBeAsked, quoted } from '../../visibility/queries.ts';
import { grpc, type Visibility } from '../../visibility/visibility.ts';
import { accessQuery } from '../../workflows/messages.ts';
import { lacks } from '../provisioning/directory.ts';
import { externalIdOf } from '../provisioning/users.ts';

/** How long an agreement may take to answer, in milliseconds. */
const patience = 20_000;

/** What changes within this time is not compared, in milliseconds: it would be changed while it is looked at. */
const soon = 10 * 60_000;

/** An agreement gave no answer. */
export class NoAnswerError extends Error {
  readonly agreement: string;

  constructor(agreement: string) {
    super(`${agreement} gave no answer.`);
    this.agreement = agreement;
  }
}

/** What each of the agreements says. @throws {NoAnswerError} */
export function askAll(client: Client, ids: string[]): Promise<AccessNow[]> {
  return Promise.all(ids.map((id) => ask(client, id)));
}

/**
 * What an agreement says, as it is now or as it ended.
 * @throws {NoAnswerError}; the error itself if the Temporal server is away, which concerns all agreements
 */
export async function ask(client: Client, id: string): Promise<AccessNow> {
  try {
    const answer = () => client.workflow.getHandle(id).query(accessQuery);
    return readable(await client.withDeadline(Date.now() + patience, answer));
  } catch (error) {
    const { cause } = error as { cause?: { code?: number } };
    if (cause?.code === grpc.unavailable) throw error;
    throw new NoAnswerError(id);
  }
}

/** The agency's agreements by their last runs, also those that are over. A request that was refused was never one. */
export async function agreementsOf(
  visibility: Visibility,
  agency: string,
): Promise<{ id: string; isOpen: boolean }[]> {
  // Anybody can write an external id, and nobody's agreement has such a domain.
  if (!canBeAsked(agency)) return [];
  const last = new Map<string, string>();
  for await (const { id, status } of visibility.rows(`AgencyId = ${quoted(agency)}`))
    if (!last.has(id)) last.set(id, status);
  return [...last]
    .filter(([, status]) => status !== 'FAILED')
    .map(([id, status]) => ({ id, isOpen: status === 'RUNNING' }));
}

/** What an agreement says, as the comparison needs it. */
export function saidBy(access: AccessNow): Said {
  const { agency, people, known } = access;
  return {
    ...access,
    people: people.map(({ email }) => ({ email, externalId: externalIdOf(agency, { email }) })),
    isSettling: isSettling(access, later(new Date().toISOString(), soon)),
    ...(known.lacks.includes(lacks.groupMembers) && { hidesMembers: true }),
  };
}
