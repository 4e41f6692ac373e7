// What `npm start` shows: a few real agencies, one agreement started for real, another's year rehearsed.
import { agreementId } from '../../agreements/model/ids.ts';
import type { Config } from '../../config/config.ts';
import { loadRegistry } from '../../data/registry.ts';
import { connectAgreements } from '../api/agreements.ts';
import { madeUpContacts } from '../api/made-up-contacts.ts';
import { dueLine } from '../output/words.ts';
import { catalog } from './catalog.ts';
import { summaryLines, watchRehearsal } from './watch-rehearsal.ts';

const offer = 'openai-chatgpt-enterprise';
const agencies = ['achp.gov', 'access-board.gov', 'acus.gov'] as const;
const [started, rehearsed] = agencies;

/** Shows what this does; on this machine's own engine, mailbox and directory only. */
export async function tour(
  { temporal, mail, directory }: Config,
  addresses: Record<string, string>,
  say: (line: string) => void,
): Promise<void> {
  const address = addresses['Temporal server'];
  if (temporal.address || mail.url || directory.url || !address) {
    say('No tour: it starts agreements, and this is set up with somebody’s own cluster, mail or directory.');
    return;
  }
  const registry = loadRegistry();
  const offers = catalog();
  say('From the .gov registry:');
  for (const id of agencies)
    say(`  ${id.padEnd(18)}${registry.get(id)?.name}, ${registry.get(id)?.timeZone}`);

  const live = await connectAgreements({ address, namespace: temporal.namespace, catalog: offers });
  const id = agreementId(offer, started);
  const isThere = await live.isThere(id);
  if (!isThere) {
    await live.start({ offer, agency: started, contacts: madeUpContacts(started), by: 'the tour' });
  }
  const agreement = await live.view(id);
  say('');
  say(`${isThere ? 'Running since an earlier start' : 'Started for real'}: ${id}`);
  for (const due of agreement.plan.slice(0, 3)) {
    say(`  due ${dueLine(due, new Date().toISOString(), agreement)}`);
  }
  await live.close();

  say('');
  say(`Rehearsing a year of ${rehearsed} with ${offer}:`);
  const rehearsals = await connectAgreements({
    address,
    namespace: temporal.rehearsalNamespace,
    catalog: offers,
  });
  const request = { offer, agency: rehearsed, contacts: madeUpContacts(rehearsed), by: 'the tour' };
  const begun = Date.now();
  const result = await watchRehearsal(rehearsals, request, [], (line) => say(`  ${line}`));
  say('');
  say(`A year in ${((Date.now() - begun) / 1000).toFixed(1)} seconds.`);
  for (const line of summaryLines(result)) say(`  ${line}`);
  say('');
  await rehearsals.close();
}
