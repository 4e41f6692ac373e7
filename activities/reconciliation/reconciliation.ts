// Compares the directory with what agreements say, one agency after the other, because an agency's agreements share its
// users. What our part of the directory has is read page by page first; only where it differs is anything looked at closely.
import { asyncLocalStorage } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import type { Command } from '../../agreements/commands/command.ts';
import type { Drift } from '../../agreements/model/drift.ts';
import { driftOf, type Seen } from '../../agreements/reports/drift.ts';
import type { Comparison } from '../../agreements/reports/reconciliation.ts';
import { running } from '../../visibility/queries.ts';
import { visibilityOf } from '../../visibility/visibility.ts';
import { decideUpdate } from '../../workflows/messages.ts';
import type { Mending, Reconciliation } from '../../workflows/ports.ts';
import { toFailure } from '../failures.ts';
import { createScimClient, type ScimSettings } from '../provisioning/scim-client.ts';
import { insist, paced } from './insist.ts';
import { lookClosely } from './look-closely.ts';
import { type OurPart, readOurPart } from './our-part.ts';
import { agreementsOf, ask, askAll, NoAnswerError, saidBy } from './said.ts';

export type ReconciliationSettings = {
  client: Client;
  directory: ScimSettings;
  /** The most requests a second. */
  perSecond: number;
  /** Is drift mended, or only reported? */
  mends: boolean;
};

/** How far a comparison came: all agencies up to `reached`, in order. */
type Progress = { reached: string; drift: Drift[]; unanswered: string[] };

type Open = { id: string; phase: string };

/** The phases in which an agreement gives access. */
const withAccess = ['promotional', 'standard', 'renewal'];

const nothing: Seen = { users: [], groups: [] };

/** So much fits into a workflow's result. The next run finds the rest. */
const mostDrift = 2000;

/** Tells Temporal that the attempt is alive while a slow directory answers. */
const beatEveryMs = 10_000;

export function createReconciliation(settings: ReconciliationSettings): Reconciliation {
  const { client, directory, perSecond, mends } = settings;
  const scim = createScimClient({ ...directory, fetch: paced(perSecond, directory.fetch) });
  const visibility = visibilityOf(client);
  return { compareDirectory, mendDrift };

  async function compareDirectory(): Promise<Comparison> {
    const context = asyncLocalStorage.getStore();
    const before = context?.info.heartbeatDetails as Progress | undefined;
    const progress: Progress = before ?? { reached: '', drift: [], unanswered: [] };
    const keep = () => context?.heartbeat(progress);
    const beating = setInterval(keep, beatEveryMs);
    try {
      const open = await openAgreements();
      const part = await readOurPart(scim, keep);
      const agencies = [...new Set([...open.keys(), ...part.keys()])].toSorted();
      for (const agency of agencies) {
        if (context?.cancellationSignal.aborted) throw toFailure({ retry: true }, 'The worker stops.');
        if (agency <= progress.reached || progress.drift.length >= mostDrift) continue;
        await compare(agency, open.get(agency) ?? [], part, progress);
        progress.reached = agency;
      }
      const { drift, unanswered } = progress;
      return { agencies: agencies.length, drift: drift.slice(0, mostDrift), unanswered, mends };
    } finally {
      keep();
      clearInterval(beating);
    }
  }

  /** The agreements that are open, by agency: no more of each than its id and its phase. */
  async function openAgreements(): Promise<Map<string, Open[]>> {
    const open = new Map<string, Open[]>();
    for await (const { id, agency, phase } of visibility.rows(running))
      open.set(agency, [...(open.get(agency) ?? []), { id, phase }]);
    return open;
  }

  async function compare(agency: string, open: Open[], part: OurPart, progress: Progress): Promise<void> {
    const seen = part.get(agency);
    if (!seen && !open.some(({ phase }) => withAccess.includes(phase))) return;
    try {
      if (await mayDiffer(agency, open, seen))
        progress.drift.push(...(await insist(() => confirmed(agency, seen))));
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
      progress.unanswered.push(error.agreement);
    }
  }

  async function mayDiffer(agency: string, open: Open[], seen = nothing): Promise<boolean> {
    const access = await askAll(
      client,
      open.map(({ id }) => id),
    );
    return driftOf(agency, access.map(saidBy), seen).length > 0;
  }

  /**
   * Pages may be old by now, and agreements go on meanwhile: what changed while it was looked at is left for the
   * next run. So is what an agreement gave that somebody stopped in Temporal.
   */
  async function confirmed(agency: string, seen = nothing): Promise<Drift[]> {
    const runs = await agreementsOf(visibility, agency);
    const ids = runs.map(({ id }) => id);
    const before = await askAll(client, ids);
    const now = await lookClosely(scim, before, seen);
    const after = await askAll(client, ids);
    if (JSON.stringify(before) !== JSON.stringify(after)) return [];
    const isStopped = (id: string) => runs.some((run) => run.id === id && !run.isOpen);
    const said = after
      .map(saidBy)
      .map((one) =>
        one.access === 'given' && isStopped(one.agreement) ? { ...one, isSettling: true } : one,
      );
    return driftOf(agency, said, now);
  }

  async function mendDrift({ agreement, drift, by }: MendOrder): Promise<Mending> {
    try {
      const command: Command = { type: 'reconcile', by, drift };
      await client.workflow.getHandle(agreement).executeUpdate(decideUpdate, { args: [command] });
      return { asked: true };
    } catch (error) {
      if (error instanceof WorkflowUpdateFailedError)
        return { refused: error.cause?.message ?? error.message };
      if (error instanceof WorkflowNotFoundError) return leftBy(await ask(client, agreement));
      throw error;
    }
  }
}

type MendOrder = Parameters<Reconciliation['mendDrift']>[0];

/** The end of the access that an agreement has left whose workflow has ended. */
function leftBy({
  agreement,
  agency,
  product,
  features,
  known,
  access,
}: Awaited<ReturnType<typeof ask>>): Mending {
  if (access !== 'ended')
    return { refused: `${agreement} was stopped in Temporal, so its access is left as it is.` };
  return { over: { agreement, agency, product, known, features: features.map(({ id }) => id) } };
}
