// Invariant 2: no notice twice outside the moment between the final dot and the mail server's 250. Inside it, at most one
// more copy, identical, with the same Message-ID. A person may have it sent again.
import type { Agreement, Evidence, Finding, Taken } from './evidence.ts';
import { grouped } from './grouped.ts';
import { commandsOf, ownTime, receiptsOf } from './story.ts';

/** A worker that gets a 250 may take so long, in milliseconds, to note it on its disk. */
const noting = 2000;

export function judgeCopies({ mail, disturbances, agreements }: Evidence): Finding[] {
  const owners = new Map(
    agreements.flatMap((one) => receiptsOf(one).map(({ messageId }) => [messageId, one])),
  );
  const copies = grouped(mail, (one) => `${one.messageId} ${retriesBefore(one, owners.get(one.messageId))}`);
  const found = [...copies.values()].flatMap((all) => {
    const text = flawIn(all);
    const agreement = owners.get(all[0]?.messageId ?? '')?.id ?? '';
    return text ? [{ invariant: 2 as const, agreement, text }] : [];
  });
  return [...found, ...agreements.flatMap((agreement) => inTwoMessages(agreement, mail))];

  function flawIn([first, second, ...more]: Taken[]): string | undefined {
    if (!first || !second) return undefined;
    const { messageId, to } = first;
    if (more.length > 0) return `The mail server took ${messageId} for ${to} ${more.length + 2} times.`;
    if (first.sha256 !== second.sha256) return `The two copies of ${messageId} for ${to} differ.`;
    const isExcused = first.answeredAt === undefined || isDisturbed(first) || isDisturbed(second);
    return isExcused
      ? undefined
      : `The mail server took ${messageId} for ${to} twice, although it had answered the first copy.`;
  }

  /** Was a worker killed, stopped or continued, or a connection cut, while it was handed over? */
  function isDisturbed({ begunAt, dotAt, answeredAt = dotAt }: Taken): boolean {
    return disturbances.some(({ at }) => at >= begunAt - noting && at <= answeredAt + noting);
  }
}

/** How often a person had asked to send again what failed: what is sent after that is no copy of what came before. */
function retriesBefore({ dotAt }: Taken, agreement?: Agreement): number {
  if (!agreement) return 0;
  const sentAt = ownTime(agreement, dotAt);
  return commandsOf(agreement).filter(({ type, at }) => type === 'retry' && at <= sentAt).length;
}

/** One notice to one contact in messages with different ids. */
function inTwoMessages(agreement: Agreement, mail: Taken[]): Finding[] {
  const taken = new Set(mail.map(({ messageId }) => messageId));
  const told = receiptsOf(agreement).filter(({ messageId }) => taken.has(messageId));
  const byNotice = grouped(told, ({ obligation, to }) => `${obligation} for ${to.toLowerCase()}`);
  return [...byNotice].flatMap(([notice, receipts]) => {
    const ids = [...new Set(receipts.map(({ messageId }) => messageId))];
    if (ids.length < 2) return [];
    const text = `The mail server took ${notice} in ${ids.length} messages: ${ids.join(', ')}.`;
    return [{ invariant: 2 as const, agreement: agreement.id, text }];
  });
}
