// Serves the codec endpoint where the settings say.
import type { Config } from '../../config/config.ts';
import type { Key } from '../../encryption/keys.ts';
import { readSecrets } from '../../encryption/secrets.ts';
import { codecEndpoint, originsOf } from './codec-endpoint.ts';
import { startHttp } from './http.ts';

/**
 * Starts it if payloads are encrypted and the settings ask for it.
 * @param onStop called with its stop function
 * @returns its URL; undefined if there is none
 */
export async function startCodec(
  { codec, temporal }: Config,
  keys: Key[],
  onStop: (stop: () => unknown) => void,
): Promise<string | undefined> {
  if (!codec || keys.length === 0) return undefined;
  const { host, port, tokenFile } = codec;
  const origins = originsOf(temporal.uiUrl ?? `http://127.0.0.1:${temporal.uiPort}`);
  const secrets = tokenFile === undefined ? undefined : readSecrets('CODEC_TOKEN_FILE', tokenFile);
  const handlers = [codecEndpoint({ keys, origins, secrets })];
  const { url, stop } = await startHttp({ host, port, trustProxy: 0 }, handlers, 'CODEC');
  onStop(stop);
  return url;
}
