// Any settings at all are read, or one or more sentences name the wrong ones, and none of their values.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readConfig } from '../../config/config.ts';
import { ConfigError } from '../../config/error.ts';
import { expectLinear, expectSentence, fuzz, hostileText } from '../support/fuzz.ts';

const names = [
  ...[
    'ONEGOV_DATA',
    'ONEGOV_CACHE',
    'TEMPORAL_ADDRESS',
    'TEMPORAL_TLS',
    'TEMPORAL_API_KEY',
    'TEMPORAL_NAMESPACE',
  ],
  ...[
    'TEMPORAL_PORT',
    'TEMPORAL_UI_URL',
    'SMTP_URL',
    'REHEARSAL_SMTP_URL',
    'MAIL_FROM',
    'MAIL_FROM_NAME',
    'REPLY_TO',
  ],
  ...['OPERATORS_MAIL', 'DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_KEY_FILE', 'BOUNCE_DOMAIN', 'BOUNCE_KEY_FILE'],
  ...[
    'BOUNCE_SMTP_HOST',
    'BOUNCE_SMTP_PORT',
    'SENT_FOLDER',
    'SENT_BUCKET',
    'CLOSURES_FILE',
    'NOTICES_PER_SECOND',
  ],
  ...['PAGES_URL', 'PAGES_HOST', 'PAGES_PORT', 'LINK_KEY_FILE', 'TRUST_PROXY', 'SCIM_BASE_URL', 'SCIM_TOKEN'],
  ...['DIRECTORY_PORT', 'PROVISIONING_PER_SECOND', 'RECONCILE', 'TEMPORAL_TLS_CLIENT_CERT_DATA', '__proto__'],
];
const value = fc.oneof(
  hostileText,
  fc.constantFrom(
    '1',
    '0',
    '-1',
    '65536',
    '1e3',
    '0x10',
    ' 25 ',
    'Infinity',
    'true',
    'localhost:7233',
    '[::1]:7233',
  ),
  fc.constantFrom(
    'smtp://',
    'smtp://a:b@c',
    'https://x',
    'https://x:y@z/#a',
    'http://127.0.0.1',
    's3://ab/c',
    'a@b.c',
  ),
);

it('any settings are read, or a sentence names those that are wrong', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 8 }), (env) => {
      try {
        readConfig(env);
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError);
        const { message } = error as ConfigError;
        expectSentence(message);
        for (const [name, text] of Object.entries(env))
          if (text.length > 8 && !/^[a-z ]+$/.test(text)) expect(message, name).not.toContain(text);
      }
    }),
    fuzz,
  );
});

it('long settings take no longer than their length explains', async () => {
  for (const unit of ['a', 'a.', '@', ':', '/', '-', ' ', '.', 'a@'])
    await expectLinear((length) => {
      const text = unit.repeat(length / unit.length);
      expect(() => readConfig(Object.fromEntries(names.slice(0, -1).map((name) => [name, text])))).toThrow(
        ConfigError,
      );
    });
});
