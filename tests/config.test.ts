// The settings: each wrong one is named, with what it should be, and never shown.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../config.ts';

describe('the settings', () => {
  it('need none to be set: everything is on this machine', () => {
    const config = readConfig({});
    expect(config.dataFolder).toBe(resolve('.onegov'));
    expect(config.cacheFolder).toBe(join(homedir(), '.cache/onegov-agreements'));
    expect(config.temporal).toMatchObject({ address: undefined, tls: false, port: 7233, uiPort: 8233 });
    expect(config.mail).toMatchObject({ url: undefined, mailboxSmtpPort: 1025, mailboxPort: 1080 });
    expect(config.directory).toMatchObject({ url: undefined, port: 8280 });
  });

  it('take an empty variable for one that is not set', () => {
    expect(readConfig({ SMTP_URL: '', TEMPORAL_PORT: '' })).toEqual(readConfig({}));
  });

  it('point at real neighbours where they are given', () => {
    const config = readConfig({
      TEMPORAL_ADDRESS: 'temporal.example.gov:7233',
      SMTP_URL: 'smtps://user:secret@mail.example.gov:465',
      MAIL_FROM: 'notices@example.gov',
      OPERATORS_MAIL: 'operators@example.gov',
      SCIM_BASE_URL: 'https://directory.example.gov/scim/v2',
      SCIM_TOKEN: 'secret',
      NOTICES_PER_SECOND: '0.5',
    });
    expect(config.temporal.address).toBe('temporal.example.gov:7233');
    expect(config.mail).toMatchObject({ url: 'smtps://user:secret@mail.example.gov:465', perSecond: 0.5 });
    expect(config.directory).toMatchObject({ url: 'https://directory.example.gov/scim/v2', token: 'secret' });
  });

  it('use TLS with an API key, unless told otherwise', () => {
    expect(readConfig({ TEMPORAL_API_KEY: 'secret' }).temporal.tls).toBe(true);
    expect(readConfig({ TEMPORAL_API_KEY: 'secret', TEMPORAL_TLS: 'false' }).temporal.tls).toBe(false);
  });

  it('keep what was sent in a folder or in a bucket, not in both', () => {
    expect(readConfig({ SENT_BUCKET: 's3://notices/sent' }).mail.sentBucket).toBe('s3://notices/sent');
    expect(() => readConfig({ SENT_BUCKET: 's3://notices', SENT_FOLDER: 'sent' })).toThrow(
      new ConfigError('SENT_FOLDER should be set, or SENT_BUCKET, and not both.'),
    );
    expect(() => readConfig({ SENT_BUCKET: 'https://notices.example' })).toThrow(
      new ConfigError('SENT_BUCKET should be a bucket such as s3://notices or s3://notices/sent.'),
    );
  });

  it('keep the cache where the user keeps caches', () => {
    expect(readConfig({ XDG_CACHE_HOME: '/caches' }).cacheFolder).toBe('/caches/onegov-agreements');
    expect(readConfig({ XDG_CACHE_HOME: '/caches', ONEGOV_CACHE: '/mine' }).cacheFolder).toBe('/mine');
  });

  const port = 'should be a port number from 1 to 65535';
  const rate = 'should be a number above 0';
  const smtp = 'should be an address such as smtps://user:password@mail.example.gov:465';
  const http = 'should be an address such as https://directory.example.gov/scim/v2';
  const pages = 'should be an address such as https://agreements.example.gov';
  const listens = 'should be an address of this machine such as 0.0.0.0';
  const mail = 'should be a mail address such as notices@example.gov';

  it.each([
    [
      'TEMPORAL_ADDRESS',
      'https://temporal.example.gov',
      'should be host:port, such as temporal.example.gov:7233',
    ],
    [
      'TEMPORAL_ADDRESS',
      'temporal.example.gov:99999',
      'should be host:port, such as temporal.example.gov:7233',
    ],
    ['TEMPORAL_TLS', 'yes', 'should be true or false'],
    ['TEMPORAL_UI_URL', 'temporal.example.gov', http],
    ['TEMPORAL_PORT', 'seven', port],
    ['TEMPORAL_PORT', '0', port],
    ['TEMPORAL_UI_PORT', '70000', port],
    ['MAILBOX_SMTP_PORT', '10.5', port],
    ['MAILBOX_PORT', '-1', port],
    ['DIRECTORY_PORT', 'x', port],
    ['SMTP_URL', 'user:secret@mail.example.gov', smtp],
    ['REHEARSAL_SMTP_URL', 'https://user:secret@mail.example.gov', smtp],
    ['MAIL_FROM', 'notices', mail],
    ['OPERATORS_MAIL', 'Operators <operators@example.gov>', mail],
    ['REPLY_TO', 'help', mail],
    ['MAIL_FROM_NAME', 'OneGov\r\nBcc: everybody@example.gov', 'should be one line'],
    ['DKIM_DOMAIN', 'gov', 'should be a domain such as example.gov'],
    ['DKIM_SELECTOR', 'a; b=c', 'should be a part of a domain such as notices2026'],
    ['BOUNCE_DOMAIN', 'bounces@example.gov', 'should be a domain such as example.gov'],
    ['BOUNCE_SMTP_PORT', '25x', port],
    ['BOUNCE_SMTP_HOST', 'all of them', listens],
    ['PAGES_HOST', 'http://0.0.0.0', listens],
    ['PAGES_PORT', '0', port],
    ['PAGES_URL', 'agreements.example.gov', pages],
    ['PAGES_URL', 'http://agreements.example.gov', pages],
    ['PAGES_URL', 'http://127.0.0.1.example.gov', pages],
    ['PAGES_URL', 'https://user:secret@example.gov', pages],
    ['PAGES_URL', 'https://example.gov/?a=b', pages],
    ['TRUST_PROXY', 'yes', 'should be the number of proxies in front, such as 1'],
    ['TRUST_PROXY', '-1', 'should be the number of proxies in front, such as 1'],
    ['NOTICES_PER_SECOND', 'fast', rate],
    ['PROVISIONING_PER_SECOND', '0', rate],
    ['SCIM_BASE_URL', 'ftp://user:secret@directory.example.gov', http],
    ['REHEARSAL_SCIM_BASE_URL', 'directory', http],
  ])('name %s when it is "%s", and say what it should be, but not what it is', (name, value, should) => {
    expect(() => readConfig({ [name]: value })).toThrow(new ConfigError(`${name} ${should}.`));
  });

  it('say who mail comes from, and which domain answers for it', () => {
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
        new ConfigError('DKIM_DOMAIN should be the domain of MAIL_FROM, one above it or one below it.'),
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
  ])('given %s alone, name what it needs', (name, value, others) => {
    expect(() => readConfig({ [name]: value })).toThrow(
      new ConfigError(`${others} should be set along with ${name}.`),
    );
  });

  const relay = {
    SMTP_URL: 'smtp://mail.example.gov:25',
    MAIL_FROM: 'notices@example.gov',
    OPERATORS_MAIL: 'operators@example.gov',
  };

  it('bring links and bounces out of the box, signed by secrets of our own', () => {
    const { mail, inbound, pages } = readConfig({ ONEGOV_DATA: '/data', PAGES_PORT: '9000' });
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
    expect(inbound).toMatchObject({ host: '127.0.0.1', port: 1026, hookSecretFile: undefined });
    expect(pages).toEqual({ host: '127.0.0.1', port: 9000, trustProxy: 0 });
  });

  it('with a relay, bring them only with a domain, an address and secrets that are named', () => {
    expect(readConfig(relay).mail).toMatchObject({ bounces: undefined, links: undefined });
    const named = {
      BOUNCE_DOMAIN: 'b.example.gov',
      BOUNCE_KEY_FILE: '/run/bounces',
      PAGES_URL: 'https://agreements.example.gov',
      LINK_KEY_FILE: '/run/links',
      TRUST_PROXY: '1',
    };
    const { bounces, links } = readConfig({ ...relay, ...named }).mail;
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
  ])('with a relay and %s alone, name what it needs', (name, value, others) => {
    expect(() => readConfig({ ...relay, [name]: value })).toThrow(
      new ConfigError(`${others} should be set along with ${name}.`),
    );
    expect(() => readConfig({ [name]: value })).not.toThrow();
  });

  it('with a relay and pages for agencies elsewhere, say how many proxies stand in front, even if none does', () => {
    const elsewhere = { ...relay, PAGES_URL: 'HTTPS://agreements.example.gov', LINK_KEY_FILE: '/run/links' };
    expect(() => readConfig(elsewhere)).toThrow(
      new ConfigError(
        'TRUST_PROXY should be set along with PAGES_URL: the number of proxies in front of the pages, or 0 if there is none.',
      ),
    );
    expect(readConfig({ ...elsewhere, TRUST_PROXY: '0' }).pages.trustProxy).toBe(0);
    expect(readConfig({ ...elsewhere, TRUST_PROXY: '2' }).pages.trustProxy).toBe(2);
    const here = { ...elsewhere, PAGES_URL: 'http://127.0.0.1:8180' };
    expect(readConfig(here).pages.trustProxy).toBe(0);
  });

  it('name all that are wrong at once', () => {
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
x-office = "programme"
`;

  it('says where Temporal is, and how to get in', () => {
    const { temporal } = readConfig({ TEMPORAL_CONFIG_FILE: file(clusters), TEMPORAL_PROFILE: 'cloud' });
    expect(temporal).toMatchObject({
      address: 'onegov.a1b2c.tmprl.cloud:7233',
      namespace: 'onegov.a1b2c',
      apiKey: 'a secret',
      tls: true,
      metadata: { 'x-office': 'programme' },
    });
  });

  it('is the default one if only the file is named, with our namespace if it has none', () => {
    const { temporal } = readConfig({ TEMPORAL_CONFIG_FILE: file(clusters) });
    expect(temporal).toMatchObject({ address: 'first.example.gov:7233', namespace: 'onegov', tls: false });
  });

  it('gives way to variables', () => {
    const { temporal } = readConfig({
      TEMPORAL_CONFIG_FILE: file(clusters),
      TEMPORAL_PROFILE: 'cloud',
      TEMPORAL_ADDRESS: 'other.example.gov:7233',
      TEMPORAL_NAMESPACE: 'mine',
      TEMPORAL_TLS: 'false',
    });
    expect(temporal).toMatchObject({ address: 'other.example.gov:7233', namespace: 'mine', tls: false });
  });

  it('brings certificates from their files', () => {
    const [crt, key] = [file('a certificate'), file('a key')];
    const tls = `[profile.default.tls]\nclient_cert_path = "${crt}"\nclient_key_path = "${key}"\nserver_name = "t.gov"`;
    const { temporal } = readConfig({ TEMPORAL_CONFIG_FILE: file(tls) });
    expect(temporal.tls).toMatchObject({
      serverNameOverride: 't.gov',
      clientCertPair: { crt: bytes('a certificate'), key: bytes('a key') },
    });
  });

  it('is looked for in somebody’s home only if it is asked for', () => {
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
    ['that is not there', clusters, /^There is no profile "prod" in .*\.toml; there are cloud, default\.$/],
    ['of a file without any', '', /^.*\.toml can't be used: see docs\.temporal\.io/],
    ['of a file that is not TOML', 'api_key = a secret', /\.toml is not TOML: see line 1, column \d+\.$/],
    [
      'with a malformed address',
      '[profile.prod]\naddress = "https://a-secret.gov"',
      /^The address in profile "prod" should be host:port, such as temporal\.example\.gov:7233\.$/,
    ],
    [
      'with a certificate that is not there',
      '[profile.prod.tls]\nclient_cert_path = "/nowhere.pem"',
      /^Profile "prod" can't be used: \/nowhere\.pem can't be read \(ENOENT\)\.$/,
    ],
  ])('%s is refused in one sentence without a secret', (_, text, sentence) => {
    const asked = { TEMPORAL_CONFIG_FILE: file(text), TEMPORAL_PROFILE: 'prod' };
    expect(() => readConfig(asked)).toThrow(ConfigError);
    expect(() => readConfig(asked)).toThrow(sentence);
    expect(() => readConfig(asked)).not.toThrow(/secret/);
  });

  it('is refused if its file is not there', () => {
    expect(() => readConfig({ TEMPORAL_CONFIG_FILE: '/nowhere.toml' })).toThrow(
      new ConfigError('There is no profile "default" in /nowhere.toml; it has none, or is not there.'),
    );
  });
});
