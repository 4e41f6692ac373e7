// The settings: each wrong one is named, with what it should be, and never shown.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
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

  it('keep the cache where the user keeps caches', () => {
    expect(readConfig({ XDG_CACHE_HOME: '/caches' }).cacheFolder).toBe('/caches/onegov-agreements');
    expect(readConfig({ XDG_CACHE_HOME: '/caches', ONEGOV_CACHE: '/mine' }).cacheFolder).toBe('/mine');
  });

  const port = 'should be a port number from 1 to 65535';
  const rate = 'should be a number above 0';
  const smtp = 'should be an address such as smtps://user:password@mail.example.gov:465';
  const http = 'should be an address such as https://directory.example.gov/scim/v2';
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
    ['NOTICES_PER_SECOND', 'fast', rate],
    ['PROVISIONING_PER_SECOND', '0', rate],
    ['SCIM_BASE_URL', 'ftp://user:secret@directory.example.gov', http],
    ['REHEARSAL_SCIM_BASE_URL', 'directory', http],
  ])('name %s when it is "%s", and say what it should be, but not what it is', (name, value, should) => {
    expect(() => readConfig({ [name]: value })).toThrow(new ConfigError(`${name} ${should}.`));
  });

  it('name all that are wrong at once', () => {
    expect(() => readConfig({ TEMPORAL_PORT: 'x', MAIL_FROM: 'secret' })).toThrow(
      new ConfigError(`TEMPORAL_PORT ${port}. MAIL_FROM ${mail}.`),
    );
  });
});
