// One attempt to change access: what it knows and has changed so far. Heartbeats keep that for the next attempt.
import { asyncLocalStorage } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { AccessReceipt } from '../../agreements/model/receipts.ts';
import type { AccessOrder, AccessProgress } from '../../workflows/ports.ts';
import type { Directory } from './directory.ts';
import type { ScimClient } from './scim-client.ts';

/** Tells Temporal that the attempt is alive while a slow directory answers. */
const beatEveryMs = 5000;

/** A change is kept within this time, along with others. */
const keptWithinMs = 1000;

/** What heartbeats keep: besides the receipt so far, what the next attempt could not find out from the directory. */
type Kept = AccessProgress & { begun: string[]; members: string[] };

/**
 * Makes one attempt. Its failure carries the receipt of what was changed before it.
 * @param now the instant of the receipt
 */
export async function attempt(
  scim: ScimClient,
  { known }: Pick<AccessOrder, 'known'>,
  now: () => Date,
  work: (directory: Directory) => Promise<void>,
): Promise<AccessReceipt> {
  const context = asyncLocalStorage.getStore();
  const kept = context?.info.heartbeatDetails as Kept | undefined;
  const before = kept?.access;
  const changes = [...(before?.changes ?? [])];
  let keptAt = Date.now();
  let isAllKept = true;
  const directory: Directory = {
    scim: waitingInVainTwice(scim),
    users: new Set([...(known?.users ?? []), ...(before?.users ?? [])]),
    groups: new Map(
      [...(known?.groups ?? []), ...(before?.groups ?? [])].map((one) => [one.id, one.feature]),
    ),
    lacks: new Set([...(known?.lacks ?? []), ...(before?.lacks ?? [])]),
    begun: new Set(kept?.begun),
    members: new Set([...(known?.members ?? []), ...(kept?.members ?? [])]),
    changed(line) {
      changes.push(line);
      isAllKept = false;
    },
    keep() {
      context?.heartbeat(progress());
      keptAt = Date.now();
      isAllKept = true;
    },
  };
  const receipt = (): AccessReceipt => ({
    at: now().toISOString(),
    changes: [...changes],
    users: [...directory.users],
    groups: [...directory.groups].map(([id, feature]) => ({ id, feature })),
    ...(directory.lacks.size > 0 && { lacks: [...directory.lacks] }),
  });
  const progress = (): Kept => ({
    access: receipt(),
    begun: [...directory.begun],
    members: [...directory.members],
  });

  const seen = () => (directory.members.size > 0 ? { members: [...directory.members] } : {});

  const beating = setInterval(() => {
    if (!isAllKept || Date.now() - keptAt >= beatEveryMs) directory.keep();
  }, keptWithinMs);
  try {
    await work(directory);
    return receipt();
  } catch (error) {
    directory.keep();
    throw error instanceof ApplicationFailure ? withProgress(error, { ...receipt(), ...seen() }) : error;
  } finally {
    clearInterval(beating);
  }
}

/** A directory that shows nothing of its changes would use up the time of the attempt, and be asked again and again. */
function waitingInVainTwice(scim: ScimClient): ScimClient {
  let times = 0;
  return {
    ...scim,
    async eventually(look) {
      const found = times < 2 ? await scim.eventually(look) : await look();
      if (found === undefined) times += 1;
      return found;
    },
  };
}

/** For a longer wait, the workflow puts the change off, so that people see that it is delayed. */
const longestPauseMs = 10 * 60_000;

function withProgress(failure: ApplicationFailure, access: AccessReceipt): ApplicationFailure {
  const { message, type, nonRetryable, nextRetryDelay } = failure;
  const waitMs = typeof nextRetryDelay === 'number' ? nextRetryDelay : undefined;
  const progress: AccessProgress = { access, ...(waitMs !== undefined && { waitMs }) };
  return ApplicationFailure.create({
    message,
    ...(type && { type }),
    nonRetryable: (nonRetryable ?? false) || (waitMs !== undefined && waitMs > longestPauseMs),
    ...(nextRetryDelay !== undefined && nextRetryDelay !== null && { nextRetryDelay }),
    details: [progress],
  });
}
