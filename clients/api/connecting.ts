// Connects to the Temporal server, or says why that is not possible.
import { Connection, type TLSConfig } from '@temporalio/client';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { tlsTrouble } from '../../visibility/tls-trouble.ts';
import { impatientWithBusy } from './impatient-with-busy.ts';

/** Where a server is, and how to reach it. */
export type Server = {
  address: string;
  apiKey?: string | undefined;
  tls?: TLSConfig | boolean;
  /** Headers to send with every request. */
  metadata?: Record<string, string> | undefined;
};

/** @throws {RefusedError} if it can't be reached */
export async function connectTo({ address, apiKey, tls = false, metadata }: Server): Promise<Connection> {
  const options = {
    address,
    tls,
    connectTimeout: '5s' as const,
    ...(apiKey && { apiKey }),
    ...(metadata && { metadata }),
    interceptors: [impatientWithBusy],
  };
  return Connection.connect(options).catch(async () => {
    throw new RefusedError(
      (await tlsTrouble(address, tls)) ??
        `No Temporal server answers at ${address}. Start one with "onegov up", or set TEMPORAL_ADDRESS.`,
    );
  });
}
