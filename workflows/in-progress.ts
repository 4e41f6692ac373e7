// What is in progress: obligations that are being carried out in the background, and deliveries that can be called back.
import { CancellationScope, condition, sleep } from '@temporalio/workflow';
import type { AgreementEvent } from '../agreements/model/events.ts';
import type { Obligation } from '../agreements/model/obligations.ts';
import type { InProgress } from '../agreements/obligations/in-progress.ts';

/**
 * The agreement's clock goes on while this is in progress: a failure of one obligation never stops the rest.
 * @param note takes the events that come of an obligation, once it is no longer in progress.
 */
export function createWork(note: (event: AgreementEvent) => void) {
  const obligations = new Map<string, Obligation>();
  const deliveries = new Map<CancellationScope, Obligation[]>();
  const calledBack = new Set<CancellationScope>();
  const inProgress: InProgress = obligations;
  return { inProgress, begin, beginDelivery, callBack, whenCalledBack };

  function begin(those: Obligation[], work: Promise<AgreementEvent[]>): void {
    for (const obligation of those) obligations.set(obligation.id, obligation);
    work.then((events) => {
      for (const event of events) {
        // The others are in progress until it is noted what came of them.
        if ('id' in event) obligations.delete(event.id);
        note(event);
      }
      for (const { id } of those) obligations.delete(id);
    });
  }

  /** Until it ends, a delivery can be called back. */
  function beginDelivery(messages: Obligation[], deliver: () => Promise<AgreementEvent[]>): void {
    const scope = new CancellationScope();
    deliveries.set(scope, messages);
    const work = scope.run(deliver);
    begin(
      messages,
      work.finally(() => deliveries.delete(scope)),
    );
  }

  /** Calls back each delivery that is outdated. */
  function callBack(isOutdated: (messages: Obligation[]) => boolean): void {
    for (const [scope, messages] of deliveries) if (isOutdated(messages)) cancelSoon(scope);
  }

  /** In a workflow task of its own: what begins and is canceled within one task ends at another moment in a replay. */
  function cancelSoon(scope: CancellationScope): void {
    deliveries.delete(scope);
    calledBack.add(scope);
    sleep(1, { summary: 'a delivery is called back' }).then(() => {
      calledBack.delete(scope);
      scope.cancel();
    });
  }

  /** Resolves when each delivery that was called back is canceled. */
  function whenCalledBack(): Promise<void> {
    return condition(() => calledBack.size === 0);
  }
}
