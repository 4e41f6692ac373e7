// Where a record comes from: the events in the histories of all the workflow's runs, read page by page.
import { isGrpcServiceError, type WorkflowHandle } from '@temporalio/client';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow/index.js';
import type { Command } from '../../agreements/commands/command.ts';
import { isSameAddress } from '../../agreements/contacts/recipients.ts';
import type { Delivered, Delivery, DeliveryProgress } from '../../agreements/delivery/order-types.ts';
import type { RecordEntry } from '../../agreements/model/events.ts';
import type { AccessReceipt, Receipt } from '../../agreements/model/receipts.ts';
import { readable } from '../../encryption/readable-payloads.ts';
import { grpc } from '../../visibility/visibility.ts';
import { decideUpdate } from '../../workflows/messages.ts';
import type { Agreements } from '../api/agreements.ts';
import { canonical } from './hash-chain.ts';

/** An event in Temporal: its run, and its number there. */
export type Source = {
  run: string;
  event: number;
  /** What it is: the run's start, a command that was accepted (`act`), or an activity that was scheduled. */
  what: 'start' | 'act' | 'activity';
  /** The command, word for word. */
  command?: Command;
  /** The messages whose answers an activity brought. */
  messageIds?: string[];
};

export type Sources = {
  /** The runs that were read, oldest first. */
  runs: string[];
  /** The events that each entry of a record follows from; none if only time led to it. */
  of(record: RecordEntry[]): Source[][];
};

type Event = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>[number];
type Payloads = NonNullable<Event['activityTaskCompletedEventAttributes']>['result'];
type Client = Agreements['client'];

/** Reads all histories of an agreement. It holds about as much in memory as the record has. */
export async function readSources({ client }: Agreements, id: string): Promise<Sources> {
  const runs = await runsOf(client, id);
  const found: Found = { starts: [], accepted: [], sent: new Map(), provisioned: new Map() };
  for (const run of runs) await readRun(client, { id, run }, found);
  const { starts, accepted, sent, provisioned } = found;
  return { runs, of: sourcesOf };

  /** A command leads to one entry, or to several at one instant: it confirms all notices of a message. */
  function sourcesOf(record: RecordEntry[]): Source[][] {
    const used = new Map<AcceptedCommand, string>();
    return record.map((entry) => [
      ...startOf(entry),
      ...commandOf(entry, used),
      ...sendingOf(entry),
      ...accessOf(entry),
    ]);
  }

  function startOf({ type, at }: RecordEntry): Source[] {
    if (type !== 'agreed' && type !== 'term-began') return [];
    return starts
      .filter((start) => start.at <= Date.parse(at))
      .slice(-1)
      .map(({ source }) => source);
  }

  function commandOf(entry: RecordEntry, used: Map<AcceptedCommand, string>): Source[] {
    if (!('by' in entry)) return [];
    const at = Date.parse(entry.at);
    const isIt = ({ command, since, until = since }: AcceptedCommand) =>
      eventOf[command.type] === entry.type &&
      command.by === entry.by &&
      isOfMessage(command, entry) &&
      since <= at &&
      at <= until;
    const isFree = (one: AcceptedCommand) => (used.get(one) ?? entry.at) === entry.at;
    const found = accepted.find((one) => isIt(one) && isFree(one));
    if (!found) return [];
    used.set(found, entry.at);
    return [{ ...found.source, command: found.command }];
  }

  function sendingOf(entry: RecordEntry): Source[] {
    if (!('receipts' in entry)) return [];
    const byEvent = new Map<Source, string[]>();
    for (const receipt of entry.receipts ?? []) {
      const source = sent.get(keyOf(receipt));
      if (source) byEvent.set(source, [...(byEvent.get(source) ?? []), receipt.messageId]);
    }
    return [...byEvent].map(([source, messageIds]) => ({ ...source, messageIds }));
  }

  function accessOf(entry: RecordEntry): Source[] {
    const source = entry.type === 'settled' && entry.access && provisioned.get(canonical(entry.access));
    return source ? [source] : [];
  }
}

/** A command that was accepted. It was carried out between `since` and `until`, in milliseconds. */
type AcceptedCommand = { command: Command; source: Source; since: number; until?: number };

/** If it is about a bounce: is it about that message? */
function isOfMessage(command: Command, entry: RecordEntry): boolean {
  const isBounce = command.type === 'bounced' || command.type === 'bounce-unread';
  if (!isBounce || command.type !== entry.type) return true;
  const { address, messageId = entry.messageId } = command;
  return isSameAddress(address, entry.address) && messageId === entry.messageId;
}

/** The type of event that each command leads to. */
const eventOf: Record<Command['type'], RecordEntry['type']> = {
  accept: 'accepted',
  determine: 'determined',
  renew: 'decided',
  decline: 'decided',
  switch: 'decided',
  extend: 'extended',
  amend: 'amended',
  suspend: 'suspended',
  reinstate: 'reinstated',
  terminate: 'terminated',
  'change-contacts': 'contacts-changed',
  retry: 'retried',
  acknowledge: 'acknowledged',
  bounced: 'bounced',
  'bounce-unread': 'bounce-unread',
  resend: 'resent',
  hold: 'held',
  release: 'released',
  'ask-renewal': 'renewal-asked',
  'name-contact': 'contacts-changed',
  leave: 'contact-left',
  pace: 'pace-chosen',
  'send-link': 'link-asked',
  trained: 'trained',
  'observe-closures': 'closures-observed',
  reconcile: 'drift-found',
};

type Found = {
  starts: { at: number; source: Source }[];
  accepted: AcceptedCommand[];
  /** By what the mail server or the directory answered. */
  sent: Map<string, Source>;
  provisioned: Map<string, Source>;
};

async function readRun(
  client: Client,
  { id, run }: { id: string; run: string },
  { starts, accepted, sent, provisioned }: Found,
): Promise<void> {
  let taskStarted = 0;
  for await (const event of eventsOf(client, id, run)) {
    const number = Number(event.eventId);
    const at = timeOf(event);
    if (event.workflowExecutionStartedEventAttributes)
      starts.push({ at, source: { run, event: number, what: 'start' } });
    if (event.workflowTaskStartedEventAttributes) taskStarted = at;

    const { acceptedRequest } = event.workflowExecutionUpdateAcceptedEventAttributes ?? {};
    if (acceptedRequest?.input?.name === decideUpdate.name) {
      const [command] = (await decoded(client, acceptedRequest.input.args)) as [Command];
      accepted.push({ command, source: { run, event: number, what: 'act' }, since: taskStarted });
    }
    const carriedOut = event.workflowExecutionUpdateCompletedEventAttributes?.acceptedEventId;
    const done = accepted.find(({ source }) => source.run === run && source.event === Number(carriedOut));
    if (done) done.until = at;

    const outcome = await outcomeOf(client, event);
    if (!outcome) continue;
    const source: Source = { run, event: outcome.scheduled, what: 'activity' };
    // Each try also tells what the tries before it sent.
    for (const receipt of outcome.receipts) if (!sent.has(keyOf(receipt))) sent.set(keyOf(receipt), source);
    if (outcome.access) provisioned.set(canonical(outcome.access), source);
  }
}

/** What an activity brought. One that failed or ran out of time also tells what was sent before. */
async function outcomeOf(client: Client, event: Event) {
  const done = event.activityTaskCompletedEventAttributes;
  if (done) {
    const [result] = (await decoded(client, done.result)) as [Delivered | AccessReceipt | undefined];
    const scheduled = Number(done.scheduledEventId);
    return result && 'changes' in result
      ? { scheduled, receipts: [], access: result }
      : { scheduled, receipts: receiptsOf(result?.delivery) };
  }
  const failed =
    event.activityTaskFailedEventAttributes ??
    event.activityTaskTimedOutEventAttributes ??
    event.activityTaskCanceledEventAttributes;
  if (!failed) return undefined;
  const failure = 'failure' in failed ? failed.failure : undefined;
  const calledBack = 'details' in failed ? failed.details : undefined;
  const details =
    failure?.applicationFailureInfo?.details ??
    failure?.timeoutFailureInfo?.lastHeartbeatDetails ??
    calledBack;
  const [progress] = (await decoded(client, details)) as [DeliveryProgress | undefined];
  return { scheduled: Number(failed.scheduledEventId), receipts: receiptsOf(progress?.delivery) };
}

function receiptsOf(delivery: Delivery = {}): Receipt[] {
  return Object.values(delivery).flat();
}

function keyOf({ messageId, at, result }: Receipt): string {
  return `${messageId} ${at} ${result}`;
}

// --- histories

/** The runs of an agreement that are still kept, oldest first. */
async function runsOf(client: Client, id: string): Promise<string[]> {
  const runs: string[] = [];
  let run: string | undefined = (await client.workflow.getHandle(id).describe()).runId;
  while (run) {
    const first = await firstEvent(client, id, run);
    if (first) runs.unshift(run);
    run = first?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || undefined;
  }
  return runs;
}

async function firstEvent(client: Client, id: string, run: string): Promise<Event | undefined> {
  try {
    for await (const event of eventsOf(client, id, run, 1)) return event;
  } catch (error) {
    if (!isGrpcServiceError(error) || error.code !== grpc.notFound) throw error;
  }
  return undefined;
}

async function* eventsOf(client: Client, id: string, run: string, maximumPageSize = 0): AsyncIterable<Event> {
  const { namespace } = client.options;
  const asked = { namespace, execution: { workflowId: id, runId: run }, maximumPageSize };
  let nextPageToken: Uint8Array | undefined;
  do {
    const page = await client.workflowService.getWorkflowExecutionHistory({
      ...asked,
      ...(nextPageToken && { nextPageToken }),
    });
    yield* page.history?.events ?? [];
    nextPageToken = page.nextPageToken;
  } while (nextPageToken && nextPageToken.length > 0);
}

/** Payloads as plain values, through the client's own codecs. */
export async function decoded(client: Client, payloads: Payloads): Promise<unknown[]> {
  const values = await decodeArrayFromPayloads(client.options.loadedDataConverter, payloads?.payloads);
  return values.map(readable);
}

/** In milliseconds, rounded down like a workflow's clock. */
function timeOf({ eventTime }: Event): number {
  return Number(eventTime?.seconds ?? 0) * 1000 + Math.floor((eventTime?.nanos ?? 0) / 1e6);
}
