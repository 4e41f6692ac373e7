// The years to measure: of an agreement, rehearsed as `onegov rehearse` does, and of the plain workflow.

import { recipientsOf } from '../agreements/contacts/recipients.ts';
import type { Brief } from '../agreements/delivery/order-types.ts';
import type { Agreement } from '../agreements/model/agreement.ts';
import { endOf } from '../agreements/model/dates.ts';
import type { Contact } from '../agreements/model/parties.ts';
import { plan } from '../agreements/planning/plan.ts';
import type { LocalDate } from '../agreements/time/calendar.ts';
import { day, later } from '../agreements/time/instants.ts';
import { madeUpContacts } from '../clients/api/made-up-contacts.ts';
import { fastForward, rehearse } from '../clients/api/rehearsal.ts';
import type { Notices, Provisioning, ReportMail } from '../workflows/ports.ts';
import { type Footprint, footprintOf } from './footprint.ts';
import { takeMessages } from './messages.ts';
import type { PlainStart, plain, plainByMoment } from './plain.ts';
import { plainTaskQueue, type Stage } from './stage.ts';

export const agency = 'access-board.gov';
export const offer = 'openai-chatgpt-enterprise';

type PlainType = 'plain' | 'plainByMoment';
export type Kind = 'agreement' | PlainType;

export type Year = { seconds: number; footprint: Footprint };

/** An agreement's year without any decision. @param name the domain of its contacts' addresses */
export async function agreementYear(
  stage: Stage,
  name: string,
  startsOn: LocalDate,
): Promise<Year & { agreement: Agreement }> {
  const request = { offer, agency, startsOn, contacts: madeUpContacts(name), by: 'the benchmark' };
  return measured(stage, async () => {
    const agreement = await rehearse(stage.agreements, request, []);
    return { id: agreement.id, agreement };
  });
}

/**
 * The same year as an agreement and as plain workflows.
 * @throws {Error} if they don't all send the same messages
 */
export async function sameYears(
  stage: Stage,
  name: string,
  startsOn: LocalDate,
): Promise<Record<Kind, Year>> {
  const { agreement, ...year } = await agreementYear(stage, name, startsOn);
  const count = countOf(messagesOf(agreement), agreement.contacts);
  const messages = await takeMessages(stage.mailboxUrl, count);
  const same = async (type: PlainType) => {
    const plain = await plainYear(stage, type, agreement);
    const others = await takeMessages(stage.mailboxUrl, count);
    if (`${others}` !== `${messages}`)
      throw new Error(`The workflow ${type} and the agreement sent different messages.`);
    return plain;
  };
  return { agreement: year, plain: await same('plain'), plainByMoment: await same('plainByMoment') };
}

/** A plain workflow's year with an agreement's notices. */
async function plainYear(stage: Stage, type: PlainType, agreement: Agreement): Promise<Year> {
  const workflowId = agreement.id.replace(/^agreement/, type);
  const { client } = stage.agreements;
  return measured(stage, async () => {
    const handle = await client.workflow.start<typeof plain | typeof plainByMoment>(type, {
      workflowId,
      taskQueue: plainTaskQueue,
      args: [plainStart(agreement, workflowId)],
    });
    // Waits until its first workflow task is done, because an earlier fast-forward causes another task.
    await handle.query('sent');
    await fastForward(stage.agreements, workflowId, later(endOf(agreement.term).at, 8 * day));
    await handle.result();
    return { id: workflowId };
  });
}

async function measured<Lived extends { id: string }>(
  stage: Stage,
  live: () => Promise<Lived>,
): Promise<Year & Lived> {
  stage.interruption.throwIfAborted();
  const heartbeats = await stage.heartbeats();
  const begun = performance.now();
  const lived = await live();
  const seconds = (performance.now() - begun) / 1000;
  const handle = stage.agreements.client.workflow.getHandle(lived.id);
  const footprint = await footprintOf(handle, (await stage.heartbeats()) - heartbeats);
  return { ...lived, seconds, footprint };
}

/** How many messages a year has. */
function countOf(messages: PlainStart['messages'], contacts: Contact[]): number {
  const people = messages.flatMap((one) =>
    one.kind === 'notice'
      ? recipientsOf(one, { contacts }).map(({ email }) => `${one.dueAt} ${email}`)
      : [one.id],
  );
  return new Set(people).size;
}

function messagesOf(agreement: Agreement) {
  return plan(agreement).filter((obligation) => obligation.kind === 'notice' || obligation.kind === 'alert');
}

function plainStart(agreement: Agreement, id: string): PlainStart {
  const { agency, offer, term, features, contacts } = agreement;
  const texts = (advice: { text: string }[]) => advice.map(({ text }) => text);
  const brief: Brief = {
    agreement: id,
    agency,
    vendor: offer.vendor,
    product: offer.product,
    term,
    features: features.map((feature) => ({ ...feature, on: true })),
    support: texts(offer.support),
    community: texts(offer.support.filter(({ community }) => community)),
    assurances: texts(offer.assurances),
    renewalRules: texts(offer.renewal.rules),
    status: 'standard',
    version: '1.0',
  };
  return { brief, contacts, messages: messagesOf(agreement) };
}

/** Activities that end at once, to measure the engine alone. */
export const nothingOutside: { notices: Notices & ReportMail; provisioning: Provisioning } = {
  notices: {
    async deliver({ now, notices, alerts }) {
      const taken = (obligation: string, to: string[]) => [
        obligation,
        to.map((one) => ({
          ...{ to: one, messageId: `<${obligation}>`, result: 'accepted' as const, reply: '250', at: now },
        })),
      ];
      const delivery = Object.fromEntries([
        ...notices.map(({ obligation, recipients }) =>
          taken(
            obligation,
            recipients.map(({ email }) => email),
          ),
        ),
        ...alerts.map(({ obligation }) => taken(obligation, ['operators'])),
      ]);
      return { delivery };
    },
    mailReport: async () => ({}),
  },
  provisioning: { grantAccess: nothing, endFeatures: nothing, endAccess: nothing },
};

async function nothing() {
  return { at: new Date().toISOString(), changes: [] };
}
