// The typed client of each namespace: one for agreements, one for rehearsals.
import { isRehearsal } from '../../agreements/model/ids.ts';
import { type Agreements, connectAgreements } from '../../clients/api/agreements.ts';
import type { Config } from '../../config/config.ts';
import type { Key } from '../../encryption/keys.ts';
import type { Catalog } from '../../offers/catalog.ts';
import type { Engine } from '../engine/start.ts';

export type Namespaces = {
  live: Agreements;
  /** Left out: the server has no namespace for rehearsals. */
  rehearsals?: Agreements | undefined;
};

/** The Temporal server, the offers that agreements on it may be started with, and what they are encrypted with. */
export type Server = { engine: Engine; catalog: Catalog; keys: Key[] };

/** The client of the namespace that an agreement with this id is in. */
export function agreementsOf({ live, rehearsals }: Namespaces, id: string): Agreements {
  return isRehearsal(id) && rehearsals ? rehearsals : live;
}

/** @param onStop called with the close function of each connection */
export async function connectNamespaces(
  { temporal }: Config,
  { engine, catalog, keys }: Server,
  onStop: (stop: () => unknown) => void,
): Promise<Namespaces> {
  const { apiKey, tls, metadata } = temporal;
  const credentials = temporal.address ? { apiKey, tls, metadata } : {};
  const connect = async (namespace: string) => {
    const agreements = await connectAgreements({
      address: engine.address,
      ...credentials,
      namespace,
      catalog,
      keys,
    });
    onStop(agreements.close);
    return agreements;
  };
  return {
    live: await connect(temporal.namespace),
    rehearsals: engine.rehearsals ? await connect(temporal.rehearsalNamespace) : undefined,
  };
}
