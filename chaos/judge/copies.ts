// Invariant 2: no notice twice outside the moment between the final dot and the mail server's 250. Inside it, at most one
// more copy, identical, with the same Message-ID.
import type { Evidence, Finding, Taken } from './evidence.ts';
import { grouped } from './grouped.ts';
import { receiptsOf } from './story.ts';

/** A worker that gets a 250 may take so long, in milliseconds, to note it on its disk. */
const noting = 2000;

export function judgeCopies({ mail, disturbances, agreements }: Evidence): Finding[] {
  const copies = [...grouped(mail, ({ messageId }) => messageId).values()];
  const owner = new Map(
    agreements.flatMap((one) => receiptsOf(one).map(({ messageId }) => [messageId, one.id])),
  );
  const found = copies.flatMap((all) => {
    const text = flawIn(all);
    return text ? [{ invariant: 2 as const, agreement: owner.get(all[0]?.messageId ?? '') ?? '', text }] : [];
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

/** One notice to one contact in messages with different ids. */
function inTwoMessages(agreement: Evidence['agreements'][number], mail: Taken[]): Finding[] {
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
