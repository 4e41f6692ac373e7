// What `npm start` shows: an agreement started for real, and another agency's year rehearsed.

import { agreementId } from '../../agreements/model/ids.ts';
import type { Agency } from '../../agreements/model/parties.ts';
import type { Offer } from '../../agreements/offer/schema.ts';
import type { Config } from '../../config/config.ts';
import { loadRegistry } from '../../data/registry.ts';
import { readKeys } from '../../encryption/keys.ts';
import { findOffer } from '../../offers/catalog.ts';
import { connectAgreements } from '../api/agreements.ts';
import { madeUpContacts } from '../api/made-up-contacts.ts';
import { dueLine } from '../output/due-words.ts';
import { now } from '../output/terminal.ts';
import { catalog } from './catalog.ts';
import { summaryLines, watchRehearsal } from './watch-rehearsal.ts';

const offer = 'openai-chatgpt-enterprise';
const started = 'achp.gov';
const rehearsed = 'access-board.gov';
const by = 'the tour';

/** Shows what this does, on this machine's own engine, mailbox and directory only. */
export async function tour(
  { temporal, encryption, mail, directory }: Config,
  addresses: Record<string, string>,
  say: (line: string) => void,
): Promise<void> {
  const address = addresses['Temporal server'];
  if (temporal.address || mail.url || directory.url || !address) {
    say('No tour: it starts agreements, and this setup uses your own cluster, mail server or directory.');
    return;
  }
  const known = { address, catalog: catalog(), keys: readKeys(encryption) };
  const connect = (namespace: string) => connectAgreements({ ...known, namespace });

  const live = await connect(temporal.namespace);
  const id = agreementId(offer, started);
  const isThere = await live.isThere(id);
  if (!isThere) await live.start({ offer, agency: started, contacts: madeUpContacts(started), by });
  const agreement = await live.view(id);
  await live.close();
  say('');
  say(`${isThere ? 'Running since an earlier start' : 'Started for real'}: ${titleOf(agreement)}`);
  for (const due of agreement.plan.slice(0, 3)) say(`  ${dueLine(due, now(), agreement)}`);

  const rehearsals = await connect(temporal.rehearsalNamespace);
  const request = { offer, agency: rehearsed, contacts: madeUpContacts(rehearsed), by };
  const begun = Date.now();
  say('');
  const agency = loadRegistry().get(rehearsed) ?? { id: rehearsed, name: rehearsed };
  say(`A rehearsed year: ${titleOf({ agency, offer: findOffer(catalog(), offer) })}`);
  const result = await watchRehearsal(rehearsals, request, [], (line) => say(`  ${line}`));
  await rehearsals.close();
  say('');
  say(`A year in ${((Date.now() - begun) / 1000).toFixed(1)} seconds.`);
  for (const line of summaryLines(result)) say(`  ${line}`);
}

/** `Access Board (access-board.gov), OpenAI ChatGPT Enterprise` */
function titleOf({
  agency,
  offer,
}: {
  agency: Pick<Agency, 'id' | 'name'>;
  offer: Pick<Offer, 'vendor' | 'product'>;
}): string {
  return `${agency.name} (${agency.id}), ${offer.vendor} ${offer.product}`;
}
