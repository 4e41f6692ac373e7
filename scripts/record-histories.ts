// Records the histories of a release, which the tests replay from then on: `onegov up`, then `npm run record`. It makes
// rehearsals, and puts their histories into a folder of today. What was recorded before stays as it is.
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { Command } from '../agreements/commands/command.ts';
import { connectAgreements } from '../clients/api/agreements.ts';
import { madeUpContacts } from '../clients/api/made-up-contacts.ts';
import { rehearse, type TimedCommand } from '../clients/api/rehearsal.ts';
import { readConfig } from '../config/config.ts';
import { decryptHistory } from '../encryption/histories.ts';
import { readKeys } from '../encryption/keys.ts';
import { findOffer, loadCatalog } from '../offers/catalog.ts';
import { withClauses } from '../offers/clauses.ts';
import { historiesOf, recordedFolder } from '../tests/support/histories.ts';
import type { AgreementRequest } from '../workflows/ports.ts';

const by = 'a recording';
const on = (day: number, command: Command): TimedCommand => ({ day, command });

/** An order with clauses. Its terms are accepted later, and operators give every command except the decision. */
const ruled = [
  on(0, { type: 'accept', by }),
  on(20, { type: 'hold', by }),
  on(40, { type: 'release', by }),
  on(45, { type: 'resend', by, notice: 'welcome' }),
  on(46, { type: 'acknowledge', by }),
  on(290, { type: 'determine', by, determination: 'preliminary-notice', reference: 'letter 12' }),
  on(300, { type: 'extend', by, length: 'P3M' }),
  on(320, { type: 'switch', by, to: 'xai-grok' }),
];

const agency = 'access-board.gov';
const contacts = madeUpContacts(agency);
const [owner = '', contracting = ''] = contacts.map(({ email }) => email);

/** Terms that contacts accept, mail that bounces, and every answer that an agency's own contacts can give. */
const answered = [
  on(4, { type: 'bounced', by, address: owner }),
  on(5, {
    type: 'name-contact',
    by,
    contact: { name: 'Nina', email: `nina@${agency}.example`, roles: ['owner'] },
  }),
  on(6, { type: 'accept', by }),
  on(20, { type: 'pace', by, contact: contracting, pace: 'decisions' }),
  on(25, { type: 'trained', by, people: [`nina@${agency}.example`] }),
  on(290, { type: 'ask-renewal', by, contact: contracting }),
  on(291, { type: 'send-link', by, contact: contracting }),
  on(300, { type: 'leave', by, contact: contracting }),
];

/** Terms that nobody accepts. */
const withdrawn: TimedCommand[] = [];

const lives: Record<string, TimedCommand[]> = {
  ruled,
  answered,
  withdrawn,
  expired: [],
  renewed: [on(300, { type: 'renew', by, price: { amount: '25.00', currency: 'USD' } })],
  declined: [on(250, { type: 'decline', by, reason: 'not needed any more' })],
  suspended: [
    on(40, { type: 'suspend', by, reason: 'the vendor left the schedule' }),
    on(82, { type: 'reinstate', by, clock: 'move' }),
  ],
  terminated: [on(100, { type: 'terminate', by })],
  amended: [on(35, { type: 'amend', by, featuresEndOn: '2027-12-31', termEndsOn: '2028-06-30' })],
};

const day = new Date().toISOString().slice(0, 10);
mkdirSync(join(recordedFolder, day));

const { temporal, encryption } = readConfig();
const keys = readKeys(encryption);
const agreements = await connectAgreements({
  address: temporal.address ?? `127.0.0.1:${temporal.port}`,
  namespace: temporal.rehearsalNamespace,
  catalog: loadCatalog(),
  keys,
});
for (const [name, commands] of Object.entries(lives)) {
  const offer = commands === ruled ? withOwnClauses() : 'openai-chatgpt-enterprise';
  const isAwaited = [ruled, answered, withdrawn].includes(commands);
  const request: AgreementRequest = {
    ...{ offer, agency, contacts, by },
    ...(isAwaited && { acceptance: 'awaited' }),
  };
  const { id } = await rehearse(agreements, request, commands);
  for (const [index, history] of (await historiesOf(agreements, id)).entries()) {
    await decryptHistory(history, keys);
    keep(`${day}/${name}-term-${index + 1}.json`, withoutMachine(historyToJSON(history)));
  }
}
await agreements.close();

/** Its hash is noted too: a test refuses that it changes or goes. */
function keep(file: string, json: string): void {
  writeFileSync(join(recordedFolder, file), json, { flag: 'wx' });
  const hash = createHash('sha256').update(json).digest('hex');
  appendFileSync(join(recordedFolder, 'SHA256SUMS'), `${hash}  ${file}\n`);
  console.log(file);
}

function withOwnClauses() {
  const offer = findOffer(loadCatalog(), 'openai-chatgpt-enterprise');
  return withClauses(offer, ['FAR 52.217-8', 'FAR 52.217-9']);
}

/** Replaces the names of workers and sticky queues, which contain the process and the host. */
function withoutMachine(json: string): string {
  return json.replace(/"\d+@[^"]+"/g, '"a-worker"');
}
