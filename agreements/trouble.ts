// What went wrong and needs somebody: seen, told, tried again, and forgotten once it makes no difference any more.
import type {
  Agreement,
  AgreementEvent,
  Attention,
  Instant,
  NoticeObligation,
  Obligation,
  Settlement,
} from './agreement.ts';
import { firstOf } from './identity.ts';
import { between, day, hour } from './instants.ts';
import { contactWith, isSameAddress, toReach } from './recipients.ts';
import { noLongerTrue } from './still-true.ts';

/** Looked at again later. It is in sight once that has gone on for an hour, and told once it has for a day. */
export function afterDelay(
  agreement: Agreement,
  event: Extract<AgreementEvent, { type: 'delayed' }>,
): Agreement {
  const obligation = agreement.plan.find(({ id }) => id === event.id);
  if (!obligation) return agreement;
  const { at, until: notBefore, receipts } = event;
  const triedSince = obligation.triedSince ?? at;
  const since = event.restrained ? {} : { triedSince };
  const delayed: Obligation = {
    ...obligation,
    ...since,
    notBefore,
    ...(receipts && { receipts }),
    ...(event.training && { training: event.training }),
  };
  const plan = agreement.plan.map((other) => (other === obligation ? delayed : other));
  if (event.restrained) return { ...agreement, plan };
  const age = between(triedSince, at);
  if (age < hour) return { ...agreement, plan };
  const others = agreement.attention.filter((item) => item.obligation.id !== event.id);
  const item: Attention = { kind: 'delayed', obligation: delayed, since: triedSince, text: event.reason };
  const told = withAttentionTo({ ...agreement, plan, attention: others }, item);
  const isForAlert = age >= day && obligation.kind !== 'alert';
  return isForAlert ? withAlert(told, `alert:${event.id}:${triedSince}`, at, event.reason) : told;
}

function withAttentionTo(agreement: Agreement, item: Attention): Agreement {
  return { ...agreement, attention: [...agreement.attention, item] };
}

/** The operators are told, once for each id. */
export function withAlert(agreement: Agreement, id: string, dueAt: Instant, text: string): Agreement {
  const isTold =
    agreement.plan.some((obligation) => obligation.id === id) ||
    agreement.record.some((entry) => entry.type === 'settled' && entry.id === id);
  return isTold ? agreement : { ...agreement, plan: [{ id, kind: 'alert', dueAt, text }, ...agreement.plan] };
}

/** What went wrong stays in sight, and is told to the operators once. */
export function withAttention(
  agreement: Agreement,
  obligation: Obligation,
  settlement: Settlement,
): Agreement {
  const trouble = troubleOf(settlement);
  if (!trouble) return agreement;
  const receipts = settlement.receipts?.filter(({ result }) => result === 'accepted') ?? [];
  const refused = settlement.receipts?.filter(({ result }) => result === 'refused').map(({ to }) => to) ?? [];
  const item: Attention = {
    ...trouble,
    obligation: { ...obligation, receipts },
    since: settlement.at,
    ...(refused.length > 0 && { refused }),
  };
  const id = `alert:${obligation.id}:${settlement.at}`;
  const seen = withAttentionTo(agreement, item);
  return obligation.kind === 'alert' ? seen : withAlert(seen, id, settlement.at, trouble.text);
}

function troubleOf({
  id,
  outcome,
  reason,
  receipts = [],
}: Settlement): Pick<Attention, 'kind' | 'text'> | undefined {
  if (outcome === 'failed') return { kind: 'failed', text: `${id}: ${reason ?? 'it failed'}` };
  const count = (result: string) => receipts.filter((receipt) => receipt.result === result).length;
  if (count('refused'))
    return {
      kind: 'refused',
      text: `${id}: refused for ${count('refused')} of ${receipts.length} recipients`,
    };
  if (count('uncertain'))
    return {
      kind: 'uncertain',
      text: `${id}: it is not known whether ${count('uncertain')} of ${receipts.length} messages arrived`,
    };
  return undefined;
}

/** What failed is due again, what came back goes to the same address again, and nothing waits for its next try. */
export function retried(agreement: Agreement, at: Instant): Agreement {
  const { unreachable: _, ...rest } = agreement;
  const items = agreement.attention;
  const failed = items.flatMap(({ kind, obligation }) => (kind === 'failed' ? [obligation] : []));
  const cameBack = items.flatMap(({ kind, obligation }) => (kind === 'bounced' ? [obligation] : []));
  const reachable = { ...rest, attention: items.filter(({ kind }) => kind === 'delayed') };
  const plan = [...failed, ...toThoseMissed(cameBack, reachable, at), ...agreement.plan].map(tryAnew);
  return { ...reachable, plan };
}

/** Due anew, in a series of its own: it stands for no other, and no other for it. */
export function sentAgain<One extends Obligation>(obligation: One, at: Instant): One {
  const id = `${firstOf(obligation.id)}@${at}`;
  const series = obligation.kind === 'notice' && { series: id };
  return { ...tryAnew(obligation), id, dueAt: at, ...series } as One;
}

/** Each of these once more, to whom it has not come yet; nothing of what is not true any more, or has come to all. */
function toThoseMissed(obligations: Obligation[], agreement: Agreement, at: Instant): Obligation[] {
  const firsts = new Map(obligations.map((obligation) => [firstOf(obligation.id), obligation]));
  return [...firsts.values()].flatMap((obligation): Obligation[] => {
    if (obligation.kind !== 'notice') return [sentAgain(obligation, at)];
    const { receipts: _, ...notice } = obligation;
    const again: NoticeObligation = { ...sentAgain(notice, at), missed: true };
    const isMoot = noLongerTrue(agreement, again, at) !== undefined;
    return isMoot || toReach(again, agreement).length === 0 ? [] : [again];
  });
}

/** Nothing waits for its next try, and the time that it may be tried for begins anew. */
export function tryAnew({ notBefore: _, triedSince: __, ...obligation }: Obligation): Obligation {
  return obligation as Obligation;
}

/** What is not in the plan any more is not waited for, and what is not true any more needs not have arrived. */
export function withoutPastTrouble(agreement: Agreement): Agreement {
  const planned = new Set(agreement.plan.map(({ id }) => id));
  const isCurrent = ({ kind, obligation }: Attention) => {
    if (kind === 'delayed') return planned.has(obligation.id);
    return kind === 'failed' || kind === 'bounced' || noLongerTrue(agreement, obligation) === undefined;
  };
  return { ...agreement, attention: agreement.attention.filter(isCurrent) };
}

/**
 * Mail came back from an address that had taken it: what came back goes to whoever is next, and so does all that
 * follows, until somebody has named another address. Of somebody who was replaced since, it goes to who is there now.
 */
export function bounced(
  agreement: Agreement,
  event: Extract<AgreementEvent, { type: 'bounced' }>,
): Agreement {
  const { at, address, notices } = event;
  const { unreachable = [], attention, plan } = agreement;
  const record = [...agreement.record, event];
  if (!contactWith(address, agreement))
    return { ...agreement, plan: [...toThoseMissed(notices, { ...agreement, record }, at), ...plan] };
  const items = notices.map(
    (obligation): Attention => ({
      kind: 'bounced',
      obligation,
      since: at,
      text: `${obligation.id}: it came back from a contact's address`,
      refused: [address],
    }),
  );
  const isMarked = unreachable.some((one) => isSameAddress(one, address));
  const marked: Agreement = {
    ...agreement,
    attention: [...attention, ...items],
    unreachable: isMarked ? unreachable : [...unreachable, address.toLowerCase()],
  };
  const again = toThoseMissed(notices, { ...marked, record }, at);
  const next = { ...marked, plan: [...again, ...plan] };
  return isMarked ? next : withAlert(next, `alert:bounced:${at}`, at, bouncedText);
}

const bouncedText = `Mail comes back from a contact's address, so it goes to the next contact. Name another one: "name-contact" with "--instead".`;

/**
 * A refusal or a bounce is settled once none of those addresses is a contact's any more: what they did not get goes to
 * those who are contacts now and have not got it.
 */
export function withoutPastRefusals(agreement: Agreement, at: Instant): Agreement {
  const isContact = (address: string) => contactWith(address, agreement) !== undefined;
  const isOpen = ({ kind, refused = [] }: Attention) =>
    (kind !== 'refused' && kind !== 'bounced') || refused.some(isContact);
  const { unreachable = [], ...rest } = agreement;
  const unreached = unreachable.filter(isContact);
  const next: Agreement = {
    ...rest,
    attention: agreement.attention.filter(isOpen),
    ...(unreached.length > 0 && { unreachable: unreached }),
  };
  const settled = agreement.attention.filter((item) => !isOpen(item)).map(({ obligation }) => obligation);
  return { ...next, plan: [...toThoseMissed(settled, next, at), ...agreement.plan] };
}

/** What of access failed earlier and makes no difference any more needs nobody's attention. */
export function mended(agreement: Agreement, kinds: Obligation['kind'][]): Agreement {
  const isOpen = ({ obligation }: Attention) => !kinds.includes(obligation.kind);
  return { ...agreement, attention: agreement.attention.filter(isOpen) };
}
