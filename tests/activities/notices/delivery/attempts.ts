// Runs a delivery as Temporal does: several attempts, each with the last heartbeat of the previous attempt.
import { ApplicationFailure } from '@temporalio/activity';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createNotices, type NoticeSettings } from '../../../../activities/notices/delivery/notices.ts';
import type {
  Delivered,
  Delivery,
  DeliveryOrder,
  DeliveryProgress,
  Waiting,
} from '../../../../agreements/delivery/order-types.ts';
import type { Receipt } from '../../../../agreements/model/receipts.ts';
import type { Notices } from '../../../../workflows/ports.ts';
import type { SmtpServer } from '../../../support/smtp.ts';
import { sender } from '../examples/brief.ts';

export type Attempt = {
  delivery?: Delivery;
  waiting?: Waiting[];
  failure?: unknown;
  /** Every heartbeat, as Temporal keeps it. */
  beats: DeliveryProgress[];
  /** All that Temporal gets to know, in order: the heartbeats, and the receipts with which the attempt ends. */
  known: DeliveryProgress[];
};

type OnBeat = (environment: MockActivityEnvironment, progress: DeliveryProgress) => void;

/** For tests with a server that falls silent. */
export const impatient = { connectionTimeout: 300, greetingTimeout: 300, socketTimeout: 300 };

export function noticesTo(server: SmtpServer, settings: Partial<NoticeSettings> = {}) {
  return createNotices({ ...sender, smtpUrl: server.url, ...settings });
}

const quiet = new DefaultLogger('ERROR');

/** One attempt, with the last heartbeat of the previous attempt. */
export async function attempt(
  notices: Notices,
  order: DeliveryOrder,
  soFar?: DeliveryProgress,
  { onBeat, number = 1 }: { onBeat?: OnBeat; number?: number } = {},
): Promise<Attempt> {
  const environment = new MockActivityEnvironment(
    { heartbeatDetails: soFar, attempt: number },
    { logger: quiet },
  );
  const beats: DeliveryProgress[] = [];
  environment.on('heartbeat', (progress: DeliveryProgress) => {
    beats.push(JSON.parse(JSON.stringify(progress)));
    onBeat?.(environment, progress);
  });
  try {
    const { delivery, waiting } = (await environment.run(notices.deliver, order)) as Delivered;
    const known = [...beats, { delivery, uncertain: [] }];
    return { delivery, ...(waiting && { waiting }), beats, known };
  } catch (failure) {
    return { failure, beats, known: beats };
  }
}

/** Makes attempts until every result is known, five at most. */
export async function deliverInTheEnd(
  notices: Notices,
  order: DeliveryOrder,
  soFar?: DeliveryProgress,
): Promise<{ delivery: Delivery; attempts: number }> {
  for (let attempts = 1; attempts <= 5; attempts++) {
    const { delivery, failure, beats } = await attempt(notices, order, soFar, { number: attempts });
    if (delivery) return { delivery, attempts };
    if (!(failure instanceof ApplicationFailure) || failure.nonRetryable) throw failure;
    soFar = beats.at(-1) ?? soFar;
  }
  throw new Error('Not delivered after five attempts.');
}

/** The results, by address. */
export function results(receipts: Receipt[] = []): Record<string, Receipt['result']> {
  return Object.fromEntries(receipts.map(({ to, result }) => [to, result]));
}

/** The messages that an address got. */
export function copies(server: SmtpServer, email: string): string[] {
  return server.mails.filter(({ to }) => to.includes(email)).map(({ raw }) => raw.toString('latin1'));
}
