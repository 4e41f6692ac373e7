// The settings. An error names each wrong setting and what to set it to, and never shows its value.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../config/config.ts';
import { ConfigError } from '../../config/error.ts';

/** The error for a variable that needs others. */
const withoutOthers = (name: string, others: string) =>
  `${name} is set without ${others}; set ${others.includes(' and ') ? 'them' : 'it'}, too.`;

describe('the settings', () => {
  it('need no variable: everything runs on this machine', () => {
    const config = readConfig({});
    expect(config.dataFolder).toBe(resolve('.onegov'));
    expect(config.cacheFolder).toBe(join(homedir(), '.cache/onegov-agreements'));
    expect(config.temporal).toMatchObject({ address: undefined, tls: false, port: 7233, uiPort: 8233 });
    expect(config.mail).toMatchObject({ url: undefined, mailboxSmtpPort: 1025, mailboxPort: 1080 });
    expect(config.directory).toMatchObject({ url: undefined, port: 8280 });
  });

  it('treat an empty variable as not set', () => {
    expect(readConfig({ SMTP_URL: '', TEMPORAL_PORT: '' })).toEqual(readConfig({}));
  });

  it('name the Temporal server, mail server and directory', () => {
    const config = readConfig({
      TEMPORAL_ADDRESS: 'temporal.example.gov:7233',
      SMTP_URL: 'smtps://user:secret@mail.example.gov:465',
      MAIL_FROM: 'r&d/notices@example.gov',
      OPERATORS_MAIL: 'operators@example.gov',
      SCIM_BASE_URL: 'https://directory.example.gov/scim/v2',
      SCIM_TOKEN: 'secret',
      NOTICES_PER_SECOND: '0.5',
    });
    expect(config.temporal.address).toBe('temporal.example.gov:7233');
    expect(config.mail).toMatchObject({ url: 'smtps://user:secret@mail.example.gov:465', perSecond: 0.5 });
    expect(config.directory).toMatchObject({ url: 'https://directory.example.gov/scim/v2', token: 'secret' });
  });

  it.each([
    ['TEMPORAL_API_KEY', 'The API key of the Temporal server (TEMPORAL_API_KEY)'],
    ['TEMPORAL_GRPC_META_X_KEY', 'A header for the Temporal server (TEMPORAL_GRPC_META_…)'],
  ])('refuse a %s that can’t be sent, which Temporal’s client would print', (name, what) => {
    expect(() => readConfig({ [name]: 'a sec\nret' })).toThrow(
      new ConfigError(
        `${what} has a line break or another character that can't be sent; write it in one line of plain letters, digits and signs.`,
      ),
    );
  });

  it('take a token from a file that ends with a line break', () => {
    expect(readConfig({ SCIM_TOKEN: 'secret\n' }).directory.token).toBe('secret');
  });

  it('reach a directory on this machine without encryption', () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]'])
      expect(readConfig({ SCIM_BASE_URL: `http://${host}:8280/scim/v2` }).directory.url).toContain(host);
    const gateway = { SCIM_BASE_URL: 'http://gateway:8080/scim/v2', SCIM_ALLOW_HTTP: 'true' };
    expect(readConfig(gateway).directory.url).toBe(gateway.SCIM_BASE_URL);
  });

  it('use TLS with an API key unless TEMPORAL_TLS is false', () => {
    expect(readConfig({ TEMPORAL_API_KEY: 'secret' }).temporal.tls).toBe(true);
    expect(readConfig({ TEMPORAL_API_KEY: 'secret', TEMPORAL_TLS: 'false' }).temporal.tls).toBe(false);
  });

  it('keep sent messages in a folder or in a bucket, not in both', () => {
    expect(readConfig({ SENT_BUCKET: 's3://notices/sent' }).mail.sentBucket).toBe('s3://notices/sent');
    expect(() => readConfig({ SENT_BUCKET: 's3://notices', SENT_FOLDER: 'sent' })).toThrow(
      new ConfigError('SENT_FOLDER and SENT_BUCKET are both set; set only one of them.'),
    );
    expect(() => readConfig({ SENT_BUCKET: 'https://notices.example' })).toThrow(
      new ConfigError(
        'SENT_BUCKET is not a bucket; set it to one such as s3://notices or s3://notices/sent.',
      ),
    );
  });

  it('put the cache in the user’s own folder for caches', () => {
    expect(readConfig({ XDG_CACHE_HOME: '/caches' }).cacheFolder).toBe('/caches/onegov-agreements');
    expect(readConfig({ XDG_CACHE_HOME: '/caches', ONEGOV_CACHE: '/mine' }).cacheFolder).toBe('/mine');
  });

  const port = 'is not a port number; set it to a number from 1 to 65535';
  const rate = 'is not a rate; set it to a number above 0, such as 20';
  const smtp = 'is not an SMTP address; set it to one such as smtps://user:password@mail.example.gov:465';
  const signOn = 'has a % in its user name or password that stands for itself; write it as %25';
  const plainPassword =
    'has a password and ignoreTLS, so the password would be sent unencrypted; leave one of them out';
  const http = 'is not a web address; set it to one such as https://temporal.example.gov';
  const deploymentName = 'is not a name of letters, digits and hyphens; set it to one such as onegov';
  const scim =
    'is not the address of a directory; set it to one such as https://directory.example.gov/scim/v2, without a user name, a query or a #';
  const unencrypted =
    'is not an https address, so its token would be sent unencrypted; use https, or set SCIM_ALLOW_HTTP=true if the network between is yours alone';
  const ownTls =
    'has requireTLS or opportunisticTLS, and TLS is always required; leave that out, or use ignoreTLS=true for a test mailbox';
  const pages = 'is not an https address; set it to one such as https://agreements.example.gov';
  const listens = 'is not an address of this machine; set it to one such as 0.0.0.0';
  const mail = 'is not an email address; set it to one such as notices@example.gov';

  it.each([
    [
      'TEMPORAL_ADDRESS',
      'https://temporal.example.gov',
      'is not host:port; set it to one such as temporal.example.gov:7233',
    ],
    [
      'TEMPORAL_ADDRESS',
      'temporal.example.gov:99999',
      'is not host:port; set it to one such as temporal.example.gov:7233',
    ],
    ['TEMPORAL_TLS', 'yes', 'is neither true nor false; set it to one of them'],
    ['TEMPORAL_UI_URL', 'temporal.example.gov', http],
    ['TEMPORAL_PORT', 'seven', port],
    ['TEMPORAL_PORT', '0', port],
    ['TEMPORAL_UI_PORT', '70000', port],
    ['MAILBOX_SMTP_PORT', '10.5', port],
    ['MAILBOX_PORT', '-1', port],
    ['DIRECTORY_PORT', 'x', port],
    ['CODEC_PORT', '0', port],
    ['CODEC_HOST', 'http://127.0.0.1', listens],
    ['SMTP_URL', 'user:secret@mail.example.gov', smtp],
    ['REHEARSAL_SMTP_URL', 'https://user:secret@mail.example.gov', smtp],
    ['MAIL_FROM', 'notices', mail],
    ['OPERATORS_MAIL', 'Operators <operators@example.gov>', mail],
    ['REPLY_TO', 'help', mail],
    [
      'MAIL_FROM_NAME',
      'OneGov\r\nBcc: everybody@example.gov',
      'has a line break or another control character; write it in one line',
    ],
    ['DKIM_DOMAIN', 'gov', 'is not a domain; set it to one such as example.gov'],
    ['DKIM_SELECTOR', 'a; b=c', 'is not a DKIM selector; set it to one such as notices2026'],
    ['BOUNCE_DOMAIN', 'bounces@example.gov', 'is not a domain; set it to one such as example.gov'],
    ['BOUNCE_SMTP_PORT', '25x', port],
    ['BOUNCE_SMTP_HOST', 'all of them', listens],
    ['PAGES_HOST', 'http://0.0.0.0', listens],
    ['PAGES_PORT', '0', port],
    ['PAGES_URL', 'agreements.example.gov', pages],
    ['PAGES_URL', 'http://agreements.example.gov', pages],
    ['PAGES_URL', 'http://127.0.0.1.example.gov', pages],
    ['PAGES_URL', 'https://user:secret@example.gov', pages],
    ['PAGES_URL', 'https://example.gov/?a=b', pages],
    [
      'TRUST_PROXY',
      'yes',
      'is not a number of proxies; set it to the number in front of the pages, such as 1',
    ],
    [
      'TRUST_PROXY',
      '-1',
      'is not a number of proxies; set it to the number in front of the pages, such as 1',
    ],
    ['NOTICES_PER_SECOND', 'fast', rate],
    ['PROVISIONING_PER_SECOND', '0', rate],
    ['SMTP_URL', 'smtps://user:50%off@mail.example.gov', signOn],
    ['REHEARSAL_SMTP_URL', 'smtp://user:secret@mailbox?ignoreTLS=true', plainPassword],
    ['SCIM_BASE_URL', 'ftp://user:secret@directory.example.gov', scim],
    ['SCIM_BASE_URL', 'http://directory.example.gov/scim/v2', unencrypted],
    ['REHEARSAL_SCIM_BASE_URL', 'http://directory.example.gov/scim/v2', unencrypted],
    ['SCIM_BASE_URL', 'https://directory.example.gov/scim/v2?tenant=7', scim],
    ['SMTP_URL', 'smtp://user:secret@mail.example.gov?requireTLS=false', ownTls],
    ['SMTP_URL', 'smtp://mail.example.gov?opportunisticTLS=true', ownTls],
    ['SCIM_BASE_URL', 'https://user:secret@directory.example.gov/scim/v2', scim],
    ['REHEARSAL_SCIM_BASE_URL', 'directory', scim],
    ['SCIM_TOKEN', 'a secret', "has a space or another character that can't be sent; write it in one line"],
    ['TEMPORAL_DEPLOYMENT_NAME', 'a.b', deploymentName],
    ['TEMPORAL_DEPLOYMENT_NAME', 'a:b', deploymentName],
  ])('name %s when it is "%s" and what to set it to, but not its value', (name, value, sentence) => {
    expect(() => readConfig({ [name]: value })).toThrow(new ConfigError(`${name} ${sentence}.`));
  });

  it('name the sender of the mail, and the domain that signs it', () => {
    expect(readConfig({}).mail).toMatchObject({ from: 'notices@onegov.invalid', dkim: undefined });
    const key = {
      MAIL_FROM: 'notices@mail.example.gov',
      DKIM_SELECTOR: 's1',
      DKIM_KEY_FILE: '/run/dkim.pem',
    };
    const domainOf = (env: object) => readConfig({ ...key, ...env }).mail.dkim?.domain;
    expect(domainOf({})).toBe('mail.example.gov');
    expect(domainOf({ DKIM_DOMAIN: 'example.gov' })).toBe('example.gov');
    expect(domainOf({ MAIL_FROM: 'a@example.gov', DKIM_DOMAIN: 'mail.Example.gov' })).toBe(
      'mail.Example.gov',
    );
    for (const other of ['example.org', 'other.example.gov', 'ample.gov']) {
      expect(() => domainOf({ DKIM_DOMAIN: other })).toThrow(
        new ConfigError(
          'DKIM_DOMAIN does not match MAIL_FROM; set it to the domain of MAIL_FROM, a parent domain or a subdomain.',
        ),
      );
    }
  });

  it.each([
    ['SMTP_URL', 'smtp://mail.example.gov:25', 'MAIL_FROM and OPERATORS_MAIL'],
    ['DKIM_DOMAIN', 'example.gov', 'DKIM_SELECTOR and DKIM_KEY_FILE'],
    ['DKIM_SELECTOR', 's1', 'DKIM_KEY_FILE'],
    ['DKIM_KEY_FILE', '/run/dkim.pem', 'DKIM_SELECTOR'],
    ['BOUNCE_DOMAIN', 'bounces.example.gov', 'BOUNCE_KEY_FILE'],
    ['BOUNCE_KEY_FILE', '/run/bounces', 'BOUNCE_DOMAIN'],
    ['TEMPORAL_WORKER_BUILD_ID', '0.1.0', 'TEMPORAL_DEPLOYMENT_NAME'],
  ])('given %s alone, name what it needs', (name, value, others) => {
    expect(() => readConfig({ [name]: value })).toThrow(new ConfigError(withoutOthers(name, others)));
  });

  const mailServer = {
    SMTP_URL: 'smtp://mail.example.gov:25',
    MAIL_FROM: 'notices@example.gov',
    OPERATORS_MAIL: 'operators@example.gov',
  };

  it('without any variable, have links and bounce addresses, signed by secrets that we make', () => {
    const { mail, bounceServer, pages } = readConfig({ ONEGOV_DATA: '/data', PAGES_PORT: '9000' });
    expect(mail.bounces).toEqual({
      domain: 'bounces.onegov.invalid',
      keyFile: '/data/keys/bounces',
      isOurs: true,
    });
    expect(mail.links).toEqual({
      url: 'http://127.0.0.1:9000',
      keyFile: '/data/keys/links',
      isOurs: true,
    });
    expect(bounceServer).toMatchObject({ host: '127.0.0.1', port: 1026, hookSecretFile: undefined });
    expect(pages).toEqual({ host: '127.0.0.1', port: 9000, trustProxy: 0 });
  });

  it('with the engine here, have a key of ours and a codec endpoint; with a cluster elsewhere, only if they are named', () => {
    const own = readConfig({ ONEGOV_DATA: '/data' });
    expect(own.encryption).toEqual({ keyFile: '/data/keys/encryption', isOurs: true });
    expect(own.codec).toEqual({ host: '127.0.0.1', port: 8234, tokenFile: undefined });
    const cluster = { TEMPORAL_ADDRESS: 'temporal.example.gov:7233' };
    expect(readConfig(cluster)).toMatchObject({ encryption: undefined, codec: undefined });
    const named = { ENCRYPTION_KEY_FILE: '/run/key', CODEC_PORT: '9000', CODEC_TOKEN_FILE: '/run/token' };
    expect(readConfig({ ...cluster, ...named })).toMatchObject({
      encryption: { keyFile: '/run/key', isOurs: false },
      codec: { host: '127.0.0.1', port: 9000, tokenFile: '/run/token' },
    });
  });

  it('with a mail server, have links and bounce addresses only if their URL, domain and keys are named', () => {
    expect(readConfig(mailServer).mail).toMatchObject({ bounces: undefined, links: undefined });
    const named = {
      BOUNCE_DOMAIN: 'b.example.gov',
      BOUNCE_KEY_FILE: '/run/bounces',
      PAGES_URL: 'https://agreements.example.gov',
      LINK_KEY_FILE: '/run/links',
      TRUST_PROXY: '1',
    };
    const { bounces, links } = readConfig({ ...mailServer, ...named }).mail;
    expect(bounces).toEqual({ domain: 'b.example.gov', keyFile: '/run/bounces', isOurs: false });
    expect(links).toEqual({
      url: 'https://agreements.example.gov',
      keyFile: '/run/links',
      isOurs: false,
    });
  });

  it.each([
    ['PAGES_URL', 'https://agreements.example.gov', 'LINK_KEY_FILE'],
    ['LINK_KEY_FILE', '/run/links', 'PAGES_URL'],
    ['BOUNCE_HOOK_SECRET_FILE', '/run/hook', 'BOUNCE_DOMAIN and BOUNCE_KEY_FILE'],
  ])('with a mail server and %s alone, name what it needs', (name, value, others) => {
    expect(() => readConfig({ ...mailServer, [name]: value })).toThrow(
      new ConfigError(withoutOthers(name, others)),
    );
    expect(() => readConfig({ [name]: value })).not.toThrow();
  });

  it('with a mail server and public pages, need the number of proxies, even if it is 0', () => {
    const elsewhere = {
      ...mailServer,
      PAGES_URL: 'HTTPS://agreements.example.gov',
      LINK_KEY_FILE: '/run/links',
    };
    expect(() => readConfig(elsewhere)).toThrow(
      new ConfigError(
        'PAGES_URL is set without TRUST_PROXY; set TRUST_PROXY to the number of proxies in front of the pages, or to 0.',
      ),
    );
    expect(readConfig({ ...elsewhere, TRUST_PROXY: '0' }).pages.trustProxy).toBe(0);
    expect(readConfig({ ...elsewhere, TRUST_PROXY: '2' }).pages.trustProxy).toBe(2);
    const here = { ...elsewhere, PAGES_URL: 'http://127.0.0.1:8180' };
    expect(readConfig(here).pages.trustProxy).toBe(0);
  });

  it('name all wrong variables at once', () => {
    expect(() => readConfig({ TEMPORAL_PORT: 'x', MAIL_FROM: 'secret' })).toThrow(
      new ConfigError(`TEMPORAL_PORT ${port}. MAIL_FROM ${mail}.`),
    );
  });
});

describe('a profile of Temporal’s own configuration', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'onegov-profiles-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function file(text: string): string {
    const path = join(folder, `${Math.random()}.toml`);
    writeFileSync(path, text);
    return path;
  }

  const bytes = (text: string) => new TextEncoder().encode(text);
  const clusters = `
[profile.default]
address = "first.example.gov:7233"

[profile.cloud]
address = "onegov.a1b2c.tmprl.cloud:7233"
namespace = "onegov.a1b2c"
api_key = "a secret"
[profile.cloud.grpc_meta]
x-office = "program"
`;

  it('names the Temporal server and the credentials', () => {
    const { temporal } = readConfig({ TEMPORAL_CONFIG_FILE: file(clusters), TEMPORAL_PROFILE: 'cloud' });
    expect(temporal).toMatchObject({
      address: 'onegov.a1b2c.tmprl.cloud:7233',
      namespace: 'onegov.a1b2c',
      apiKey: 'a secret',
      tls: true,
      metadata: { 'x-office': 'program' },
    });
  });

  it('is the default one if only the file is named; without a namespace, ours is used', () => {
    const { temporal } = readConfig({ TEMPORAL_CONFIG_FILE: file(clusters) });
    expect(temporal).toMatchObject({ address: 'first.example.gov:7233', namespace: 'onegov', tls: false });
  });

  it('is overridden by variables', () => {
    const { temporal } = readConfig({
      TEMPORAL_CONFIG_FILE: file(clusters),
      TEMPORAL_PROFILE: 'cloud',
      TEMPORAL_ADDRESS: 'other.example.gov:7233',
      TEMPORAL_NAMESPACE: 'mine',
      TEMPORAL_TLS: 'false',
    });
    expect(temporal).toMatchObject({ address: 'other.example.gov:7233', namespace: 'mine', tls: false });
  });

  it('loads certificates from their files', () => {
    const [crt, key] = [file('a certificate'), file('a key')];
    const tls = `[profile.default.tls]\nclient_cert_path = "${crt}"\nclient_key_path = "${key}"\nserver_name = "t.gov"`;
    const { temporal } = readConfig({ TEMPORAL_CONFIG_FILE: file(tls) });
    expect(temporal.tls).toMatchObject({
      serverNameOverride: 't.gov',
      clientCertPair: { crt: bytes('a certificate'), key: bytes('a key') },
    });
  });

  it('is read from the home folder only if a variable asks for it', () => {
    const home = mkdtempSync(join(folder, 'home-'));
    const where = process.platform === 'darwin' ? join(home, 'Library', 'Application Support') : home;
    mkdirSync(join(where, 'temporalio'), { recursive: true });
    writeFileSync(join(where, 'temporalio', 'temporal.toml'), clusters);
    const there = { XDG_CONFIG_HOME: home, HOME: home, APPDATA: home };
    expect(readConfig(there).temporal.address).toBe(undefined);
    expect(readConfig({ ...there, TEMPORAL_PROFILE: 'default' }).temporal.address).toBe(
      'first.example.gov:7233',
    );
  });

  it.each([
    [
      'that does not exist',
      clusters,
      /^No profile "prod" found in .*\.toml; choose one of cloud, default\.$/,
    ],
    ['in a file without profiles', '', /^.*\.toml can't be used; see docs\.temporal\.io/],
    [
      'in a file that is not TOML',
      'api_key = a secret',
      /\.toml is not valid TOML; check line 1, column \d+\.$/,
    ],
    [
      'with a malformed address',
      '[profile.prod]\naddress = "https://a-secret.gov"',
      /^The address in profile "prod" is not host:port; set it to one such as temporal\.example\.gov:7233\.$/,
    ],
    [
      'with a certificate that does not exist',
      '[profile.prod.tls]\nclient_cert_path = "/nowhere.pem"',
      /^Profile "prod" can't be used because \/nowhere\.pem can't be read \(ENOENT\); check that file\.$/,
    ],
  ])('%s is refused in one sentence that holds no secret', (_, text, sentence) => {
    const asked = { TEMPORAL_CONFIG_FILE: file(text), TEMPORAL_PROFILE: 'prod' };
    expect(() => readConfig(asked)).toThrow(ConfigError);
    expect(() => readConfig(asked)).toThrow(sentence);
    expect(() => readConfig(asked)).not.toThrow(/secret/);
  });

  it('is refused if its file does not exist', () => {
    expect(() => readConfig({ TEMPORAL_CONFIG_FILE: '/nowhere.toml' })).toThrow(
      new ConfigError(
        'No profile "default" found in /nowhere.toml; check that the file exists and has profiles.',
      ),
    );
  });
});
