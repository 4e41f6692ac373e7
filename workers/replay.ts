// Replays histories on this code, one after the other, and tells what comes of each. Nothing is asked of any server.
import { defaultPayloadConverter } from '@temporalio/common';
import {
  DefaultLogger,
  type InjectedSinks,
  makeTelemetryFilterString,
  Runtime,
  Worker,
} from '@temporalio/worker';
import type { Otherwise } from '../agreements/explain/release-report.ts';
import type { Agreement } from '../agreements/model/agreement.ts';
import type { Ledger } from '../agreements/model/ledger.ts';
import { storedLedger } from '../agreements/model/stored.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { decryptHistory } from '../encryption/histories.ts';
import type { Key } from '../encryption/keys.ts';
import { oneLine } from '../text/sentences.ts';
import type { Asked } from '../workflows/asked.ts';
import { ledgerMemo } from '../workflows/messages.ts';
import type { WatchedSinks } from '../workflows/watched.ts';
import {
  askedOtherwise,
  type Event,
  firstUnlike,
  type History,
  type Recorded,
  recordedIn,
  secondsIn,
} from './asked-otherwise.ts';
import type { Bundle } from './bundle.ts';

/** A history to replay, and the id of its workflow, or why there is none to replay. */
export type ToReplay = { id: string } & ({ history: History } | { unreadable: string });

/** What came of one history. */
export type Replayed = { id: string } & (
  | {
      /** Why it does not replay. */
      failure: string;
    }
  | {
      /** The agreement as it is at the end of the history; nothing if it has ended, or is no agreement. */
      agreement?: Agreement | undefined;
      /** What it has published last. */
      published?: Ledger | undefined;
      /** When the last event happened. */
      at: Instant;
      otherwise: Otherwise[];
    }
);

/** Once in a process, before anything is replayed: the reasons come as results, and are not logged as well. */
export function quietRuntime(): void {
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => {}),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
    shutdownSignals: [],
  });
}

/** @param bundle one that watches the workflows (workers/bundle.ts) */
export async function* replayAll(
  bundle: Bundle,
  all: AsyncIterable<ToReplay>,
  keys: Key[],
): AsyncIterable<Replayed> {
  let asked: Asked[] = [];
  let agreement: Agreement | undefined;
  let current: { id: string; history: History } | undefined;
  const unreadable: Replayed[] = [];
  const sinks: InjectedSinks<WatchedSinks> = {
    watched: {
      asked: { fn: (_info, commands) => void asked.push(...commands), callDuringReplay: true },
      is: {
        fn: (_info, seen) => {
          agreement = seen;
        },
        callDuringReplay: true,
      },
    },
  };
  for await (const { error } of Worker.runReplayHistories({ workflowBundle: bundle, sinks }, histories())) {
    yield* unreadable.splice(0);
    if (current === undefined) continue;
    yield outcome(current, error);
  }
  yield* unreadable;

  async function* histories() {
    for await (const one of all) {
      const flaw = 'unreadable' in one ? one.unreadable : await flawIn(one.history, keys);
      if (flaw !== undefined) unreadable.push({ id: one.id, failure: flaw });
      if (flaw !== undefined || 'unreadable' in one) continue;
      [asked, agreement, current] = [[], undefined, one];
      yield { workflowId: one.id, history: one.history };
    }
  }

  /** A payload that nobody here can read spoils one history, and no other. */
  function outcome({ id, history }: { id: string; history: History }, error: Error | undefined): Replayed {
    try {
      const recorded = recordedIn(history);
      if (error) return { id, failure: whyNot(error, recorded, asked) };
      return { id, ...seenIn(history, agreement), otherwise: askedOtherwise(recorded, asked) };
    } catch (unreadable) {
      return { id, failure: oneLine((error ?? (unreadable as Error)).message) };
    }
  }
}

/** Decrypts a history. What makes it unfit for a replay: the SDK would never answer. Nothing if it is fit. */
async function flawIn(history: History, keys: Key[]): Promise<string | undefined> {
  const locked = await decryptHistory(history, keys).catch((error: Error) => error.message);
  if (locked !== undefined) return `a value in it can't be read. ${locked}`;
  const { events } = history;
  const { workflowType, originalExecutionRunId } = events?.[0]?.workflowExecutionStartedEventAttributes ?? {};
  if (!workflowType?.name || !originalExecutionRunId) return 'its first event is not the start of a workflow';
  const missing = events?.findIndex(({ eventId }, index) => Number(eventId) !== index + 1) ?? -1;
  if (missing >= 0) return `its event ${missing + 1} is missing, or events are not in order`;
  return events?.length === 1 ? 'it has only its start, and nothing to replay' : undefined;
}

function seenIn({ events }: History, agreement: Agreement | undefined) {
  const last = events?.at(-1);
  const isClosed = closing.some((attributes) => last?.[attributes]);
  return {
    agreement: isClosed ? undefined : agreement,
    published: publishedLast(events ?? []),
    at: new Date(secondsIn(last?.eventTime) * 1000).toISOString(),
  };
}

const closing = [
  'workflowExecutionCompletedEventAttributes',
  'workflowExecutionFailedEventAttributes',
  'workflowExecutionTimedOutEventAttributes',
  'workflowExecutionCanceledEventAttributes',
  'workflowExecutionTerminatedEventAttributes',
  'workflowExecutionContinuedAsNewEventAttributes',
] as const;

/** A continued run inherits what the run before has published. */
function publishedLast(events: Event[]): Ledger | undefined {
  const memos = events.map(
    (event) =>
      event.workflowPropertiesModifiedEventAttributes?.upsertedMemo ??
      event.workflowExecutionStartedEventAttributes?.memo,
  );
  const payload = memos.findLast((memo) => memo?.fields?.[ledgerMemo])?.fields?.[ledgerMemo];
  return payload ? storedLedger(defaultPayloadConverter.fromPayload(payload)) : undefined;
}

/** The reason that the SDK gives, without what it says each time, and the event from which on the code does something else. */
function whyNot({ message }: Error, recorded: Recorded[], asked: Asked[]): string {
  const [, said = message] = /message: "((?:[^"\\]|\\.)*)"/.exec(message) ?? [];
  const reason = oneLine(
    said.replace(/^\[\w+\] /, '').replace(/^(Nondeterminism error|Fatal error in workflow machines): /, ''),
  );
  const event = firstUnlike(recorded, asked);
  return event === undefined ? reason : `from event ${event} on, this code does something else: ${reason}`;
}
