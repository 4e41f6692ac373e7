// Postfix from Debian, which follows the rules of a test.
import { truncateSync, writeFileSync } from 'node:fs';
import type { Config } from '../../../config/config.ts';
import { unpacked } from './debian.ts';
import { folderOf, lifetime, type MailRules, type MailServer } from './mail-server.ts';
import { firstId, runServer, type ServerFolder, serverFolder } from './run-server.ts';

/** The largest message and the largest file of a mailbox, in bytes. */
const limit = 1_000_000;

const daemons = `pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd`;

/** The folders of messages that it still tries to deliver, and its other ones. */
const queues = ['active', 'deferred', 'hold', 'incoming', 'maildrop'];
const others = ['bounce', 'corrupt', 'defer', 'flush', 'pid', 'private', 'public', 'saved', 'trace'];

/** @throws {StartError} if it does not start */
export async function startPostfix(config: Config, rules: MailRules): Promise<MailServer> {
  const server = serverFolder('postfix');
  const { path, make, write } = server;
  make('postfix', 'data', ...[...queues, ...others].map((queue) => `queue/${queue}`));
  for (const mailbox of rules.full) fill(path('mail', fileOf(mailbox)));
  write('postfix/main.cf', settings(server, rules));
  write('postfix/master.cf', [`${rules.at.host}:${rules.at.port} inet n - n - - smtpd`, daemons]);
  const signs = {
    queue: queues.map((queue) => path('queue', queue)),
    isQueued: () => true,
    log: path('log'),
    taken: /to=<bounce\+[^>]*>.*status=sent/g,
    lost: /to=<bounce\+[^>]*>.*status=(bounced|expired)/g,
  };
  return runServer(server, rules, signs, {
    root: unpacked(config, 'postfix'),
    users: ['postfix', 'postdrop'],
    prepare: [
      `chown -R postfix:postfix ${path('mail')}`,
      `chown -R postfix ${path('data')} ${path('queue')}`,
      `chown root ${path('queue')} ${path('queue/pid')}`,
    ],
    command: `LD_LIBRARY_PATH=/usr/lib/postfix /usr/lib/postfix/sbin/master -c ${path('postfix')} -d`,
  });
}

function settings({ path, write }: ServerFolder, rules: MailRules): string[] {
  const table = (name: string, rows: [string, string][]) =>
    `texthash:${write(
      `postfix/${name}`,
      rows.map(([key, value]) => `${key} ${value}`),
    )}`;
  const mailboxes = table('mailboxes', [
    ...rules.mailboxes.map((one): [string, string] => [one, `${folderOf(one)}/`]),
    ...rules.full.map((one): [string, string] => [one, fileOf(one)]),
  ]);
  const aliases = table(
    'aliases',
    Object.entries(rules.aliases).map(([one, to]) => [one, to.join(', ')]),
  );
  const routes = table(
    'routes',
    Object.entries(rules.routes).map(([one, { host, port }]) => [one, `smtp:[${host}]:${port}`]),
  );
  const access = table('access', [
    ...Object.entries(rules.refused),
    ...rules.greylisted.map((one): [string, string] => [one, 'greylist']),
  ]);
  return [
    'compatibility_level = 3.6',
    `myhostname = ${rules.name}`,
    'inet_interfaces = loopback-only',
    'inet_protocols = ipv4',
    'mynetworks = 127.0.0.0/8',
    'smtpd_peername_lookup = no',
    'disable_dns_lookups = yes',
    'mydestination =',
    'alias_maps =',
    'recipient_delimiter = +',
    'virtual_alias_domains =',
    `virtual_alias_maps = ${aliases}`,
    `virtual_mailbox_domains = ${rules.domains.join(' ')}`,
    `virtual_mailbox_base = ${path('mail')}`,
    `virtual_mailbox_maps = ${mailboxes}`,
    `virtual_mailbox_limit = ${limit}`,
    `message_size_limit = ${limit}`,
    `virtual_uid_maps = static:${firstId}`,
    `virtual_gid_maps = static:${firstId}`,
    `transport_maps = ${routes}`,
    'default_transport = error:5.1.2 no such domain here',
    `smtpd_recipient_restrictions = check_recipient_access ${access}, reject_unlisted_recipient, permit_mynetworks, reject`,
    'smtpd_restriction_classes = greylist',
    // "A crude form of greylisting" (postconf(5)): the first try at an address is always put off.
    'greylist = reject_unverified_recipient',
    'address_verify_poll_count = 1',
    // Reports of a delay change nothing.
    'delay_warning_time = 5s',
    'queue_run_delay = 1s',
    'minimal_backoff_time = 1s',
    'maximal_backoff_time = 3s',
    `maximal_queue_lifetime = ${lifetime}s`,
    `bounce_queue_lifetime = ${lifetime}s`,
    `queue_directory = ${path('queue')}`,
    `data_directory = ${path('data')}`,
    `maillog_file = ${path('log')}`,
    `maillog_file_prefixes = ${path()}`,
    'import_environment = MAIL_CONFIG MAIL_LOGTAG POSTLOG_SERVICE POSTLOG_HOSTNAME LD_LIBRARY_PATH=/usr/lib/postfix',
  ];
}

/** The file of a mailbox that is one file. Only such a mailbox can be full. */
function fileOf(mailbox: string): string {
  return `${folderOf(mailbox)}.mbox`;
}

function fill(file: string): void {
  writeFileSync(file, '');
  truncateSync(file, limit);
}
