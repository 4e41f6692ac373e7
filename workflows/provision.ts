// Changes the agency's access in the vendor's directory.
import { proxyActivities } from '@temporalio/workflow';
import { lastsPast } from '../agreements/lifecycle/phases.ts';
import type { Agreement } from '../agreements/model/agreement.ts';
import type { AgreementEvent } from '../agreements/model/events.ts';
import type { Obligation } from '../agreements/model/obligations.ts';
import type { Reason } from '../agreements/model/reasons.ts';
import type { AccessReceipt } from '../agreements/model/receipts.ts';
import { storedDelay, storedReason } from '../agreements/model/stored.ts';
import { tryAgainAt } from '../agreements/obligations/retry.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { isReached, later } from '../agreements/time/instants.ts';
import { failedActivity } from './failures.ts';
import { taskQueues } from './messages.ts';
import type { AccessOrder, AccessProgress, Provisioning } from './ports.ts';

const directory = proxyActivities<Provisioning>({
  taskQueue: taskQueues.provisioning,
  startToCloseTimeout: '5m',
  heartbeatTimeout: '30s',
  // A long queue is no failure. A queue that nobody works off becomes one, so that operators hear of it.
  scheduleToStartTimeout: '1d',
  // Twenty minutes of pauses. Then the step goes back into the plan, and everything is looked at again.
  retry: { initialInterval: '5s', backoffCoefficient: 3, maximumInterval: '10m', maximumAttempts: 7 },
});

/** Carries out one change of access. Never throws; failures become events. */
export async function provision(
  agreement: Agreement,
  obligation: Obligation,
  now: () => Instant,
): Promise<AgreementEvent[]> {
  const { id } = obligation;
  try {
    const access = await carryOut(agreement, obligation, now());
    return [{ type: 'settled', at: now(), id, outcome: 'carried-out', access }];
  } catch (error) {
    const { progress, reason, mayPass } = failedActivity(error);
    const { access, waitMs } = isProgress(progress) ? progress : {};
    const isAskedToWait = waitMs !== undefined;
    const until = mayPass || isAskedToWait ? nextTry(obligation, waitMs, now()) : undefined;
    const why: Reason = { code: 'error', error: reason };
    const changed = access && access.changes.length > 0 && { access };
    return until
      ? [{ type: 'delayed', at: now(), id, until, ...storedDelay(id, why), ...changed }]
      : [{ type: 'settled', at: now(), id, outcome: 'failed', ...storedReason(why), ...changed }];
  }
}

/** Not before the directory wants to be asked again. */
function nextTry(obligation: Obligation, waitMs: number | undefined, now: Instant): Instant | undefined {
  const usual = tryAgainAt(obligation, now);
  const asked = later(now, waitMs ?? 0);
  return usual !== undefined && isReached(usual, asked) ? asked : usual;
}

/** An attempt that never began has no progress, only Temporal's own details. */
function isProgress(progress: unknown): progress is AccessProgress {
  return typeof progress === 'object' && progress !== null && 'access' in progress;
}

function carryOut(agreement: Agreement, obligation: Obligation, now: Instant): Promise<AccessReceipt> {
  const { id, agency, offer, contacts: people } = agreement;
  const known = agreement.inDirectory;
  const order: AccessOrder = { agreement: id, agency, product: offer.product, ...(known && { known }) };
  const summary = obligation.id;
  if (obligation.kind === 'grant-access') {
    const features = agreement.features
      .filter((feature) => lastsPast(feature, now))
      .map((feature) => feature.id);
    return directory.grantAccess.executeWithOptions({ summary }, [{ ...order, features, people }]);
  }
  if (obligation.kind === 'end-features') {
    const { features } = obligation;
    return directory.endFeatures.executeWithOptions({ summary }, [{ ...order, features }]);
  }
  const features = agreement.features.map((feature) => feature.id);
  return directory.endAccess.executeWithOptions({ summary }, [{ ...order, features }]);
}
