// A Temporal server that takes connections by mutual TLS only: workers and commands reach it by Temporal's own settings.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverProgram, startMtlsServer } from '../support/mtls-server.ts';
import { type Ended, runOnegov } from '../support/onegov.ts';
import { startSmtpServer } from '../support/smtp.ts';
import { startProcess, untilSays } from '../support/up-process.ts';

describe.runIf(serverProgram)('a server that asks for the client’s certificate', () => {
  let server: Awaited<ReturnType<typeof startMtlsServer>>;
  let smtp: Awaited<ReturnType<typeof startSmtpServer>>;
  beforeAll(async () => {
    smtp = await startSmtpServer();
    server = await startMtlsServer(serverProgram ?? '');
  }, 120_000);
  afterAll(async () => {
    await server.stop();
    await smtp.stop();
  });

  /** The settings of a client with this certificate. */
  const as = (who: 'client' | 'stranger'): Record<string, string> => ({
    TEMPORAL_TLS_SERVER_CA_CERT_PATH: server.files.authority,
    TEMPORAL_TLS_CLIENT_CERT_PATH: server.files[`${who}-cert`],
    TEMPORAL_TLS_CLIENT_KEY_PATH: server.files[`${who}-key`],
  });

  const env = (settings: Record<string, string>) => ({
    ...{
      TEMPORAL_ADDRESS: server.address,
      TEMPORAL_NAMESPACE: 'by-mtls',
      ONEGOV_DATA: join(server.folder, 'data'),
    },
    ...{
      SMTP_URL: smtp.url,
      MAIL_FROM: 'notices@onegov.example',
      OPERATORS_MAIL: 'operators@onegov.example',
    },
    ...{ SCIM_BASE_URL: 'http://127.0.0.1:9/scim/v2' },
    ...settings,
  });

  const onegov = (words: string[], settings: Record<string, string>): Promise<Ended> =>
    runOnegov(words, { env: env(settings) });

  it('is reached with that certificate, by a worker and by commands, from variables and from a profile', async () => {
    const worker = startProcess(['worker', '--no-ports'], { environment: env(as('client')) });
    await untilSays(worker, 'Everything is up.', 120);
    const words = ['start', '--agency', 'gsa.gov', '--offer', 'chatgpt', '--await-acceptance'];
    const contact = ['--contact', 'Olive Owner <olive@gsa.example> owner,contracting'];
    expect(await onegov([...words, ...contact], as('client'))).toMatchObject({ code: 0, err: '' });
    const profile = `[profile.secure]
address = "${server.address}"
namespace = "by-mtls"
[profile.secure.tls]
server_ca_cert_path = "${server.files.authority}"
client_cert_path = "${server.files['client-cert']}"
client_key_path = "${server.files['client-key']}"
`;
    const file = join(server.folder, 'temporal.toml');
    writeFileSync(file, profile);
    const listed = await runOnegov(['--profile', 'secure', 'list'], { env: { TEMPORAL_CONFIG_FILE: file } });
    expect(listed).toMatchObject({ code: 0, out: expect.stringContaining('gsa.gov') });
  });

  const wanted =
    'set TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH to a certificate that it accepts, and its key';
  const refused = () =>
    `The Temporal server at ${server.address} does not accept the certificate of this client; ${wanted}.\n`;
  const untrusted = () =>
    `The Temporal server at ${server.address} is not trusted because this machine does not know who signed its certificate; set TEMPORAL_TLS_SERVER_CA_CERT_PATH to a PEM file with the signer's certificate.\n`;
  const unencrypted = () =>
    `The Temporal server at ${server.address} closed the connection; if it wants TLS, set TEMPORAL_TLS=true, and certificates if it asks for any.\n`;

  it.each([
    ['a stranger’s certificate', () => as('stranger'), refused],
    ['no certificate', () => ({ TEMPORAL_TLS_SERVER_CA_CERT_PATH: server.files.authority }), refused],
    ['no authority', () => ({ TEMPORAL_TLS: 'true' }), untrusted],
    ['no TLS', () => ({}), unencrypted],
  ])('with %s, a command and a worker say in one sentence what to do', async (_, settings, sentence) => {
    const [command, worker] = await Promise.all([
      onegov(['list'], settings()),
      onegov(['worker', '--no-ports'], settings()),
    ]);
    expect(command).toEqual({ code: 1, out: '', err: sentence() });
    expect(worker).toMatchObject({ code: 1, err: sentence() });
  });
});
