// The connection of a command to Temporal. It is closed when the command ends.
import { isRehearsal } from '../../agreements/model/ids.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { readConfig } from '../../config/config.ts';
import type { Agreements } from '../api/agreements.ts';
import { resolveAgreement } from '../api/names.ts';
import { catalog } from './catalog.ts';
import { keys } from './keys.ts';

/** Connects to the namespace of live agreements or of rehearsals, runs `use`, and closes the connection. */
export async function connected(
  which: 'live' | 'rehearsal',
  use: (agreements: Agreements) => Promise<void>,
): Promise<void> {
  const { temporal } = readConfig();
  // Temporal's client takes long to load, and help and completion need none.
  const { connectAgreements } = await import('../api/agreements.ts');
  const agreements = await connectAgreements({
    address: temporal.address ?? `127.0.0.1:${temporal.port}`,
    namespace: which === 'live' ? temporal.namespace : temporal.rehearsalNamespace,
    apiKey: temporal.apiKey,
    tls: temporal.tls,
    metadata: temporal.metadata,
    // Few commands need the offers.
    get catalog() {
      return catalog();
    },
    // Without a server, the first thing to say is that.
    get keys() {
      return keys();
    },
  });
  try {
    await use(agreements);
  } finally {
    await agreements.close();
  }
}

/**
 * The deployment whose versions workers run as.
 * @throws {RefusedError} if the settings name none
 */
export function deploymentOf(): string {
  const { deployment } = readConfig().temporal;
  if (deployment !== undefined) return deployment;
  throw new RefusedError(
    'Workers run as no version here; set TEMPORAL_DEPLOYMENT_NAME to a name such as onegov, for them and for this command.',
  );
}

/** The namespace of the agreement that the words name. A rehearsal is named by its whole id. */
export function namespaceOf([first = '']: string[]): 'live' | 'rehearsal' {
  return isRehearsal(first) ? 'rehearsal' : 'live';
}

/** Connects and finds the agreement that the words name. */
export async function onAgreement(
  words: string[],
  use: (agreements: Agreements, id: string) => Promise<void>,
): Promise<void> {
  await connected(namespaceOf(words), async (agreements) =>
    use(agreements, await resolveAgreement(agreements, words, catalog())),
  );
}
