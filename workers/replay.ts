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
import { oneLine } from '../text/sentences.ts';
import { ledgerMemo } from '../workflows/messages.ts';
import type { Asked, WatchedSinks } from '../workflows/watched.ts';
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
export async function* replayAll(bundle: Bundle, all: AsyncIterable<ToReplay>): AsyncIterable<Replayed> {
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
    const { id, history } = current;
    const recorded = recordedIn(history);
    if (error) yield { id, failure: whyNot(error, recorded, asked) };
    else yield { id, ...seenIn(history, agreement), otherwise: askedOtherwise(recorded, asked) };
  }
  yield* unreadable;

  async function* histories() {
    for await (const one of all) {
      if ('unreadable' in one) {
        unreadable.push({ id: one.id, failure: one.unreadable });
        continue;
      }
      [asked, agreement, current] = [[], undefined, one];
      yield { workflowId: one.id, history: one.history };
    }
  }
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
