// The program with every command, in the groups that the help shows.
import { readFileSync } from 'node:fs';
import { Command as Program } from 'commander';
import { chooseProfile } from '../../config/cluster.ts';
import { colors } from '../output/terminal.ts';
import { addAccept } from './commands/accept.ts';
import { addAcknowledge } from './commands/acknowledge.ts';
import { addAmend } from './commands/amend.ts';
import { addBounced } from './commands/bounced.ts';
import { addChangeContacts } from './commands/change-contacts.ts';
import { addCheckDirectory } from './commands/check-directory.ts';
import { addClosures } from './commands/closures.ts';
import { addComplete } from './commands/complete.ts';
import { addDecline } from './commands/decline.ts';
import { addDetermine } from './commands/determine.ts';
import { addDigest } from './commands/digest.ts';
import { addExplain } from './commands/explain.ts';
import { addExtend } from './commands/extend.ts';
import { addHold } from './commands/hold.ts';
import { addImport } from './commands/import.ts';
import { addIssues } from './commands/issues.ts';
import { addList } from './commands/list.ts';
import { addNameContact } from './commands/name-contact.ts';
import { addObserveClosures } from './commands/observe-closures.ts';
import { addOffers } from './commands/offers.ts';
import { addPreview } from './commands/preview.ts';
import { addRecord } from './commands/record.ts';
import { addRehearse } from './commands/rehearse.ts';
import { addReinstate } from './commands/reinstate.ts';
import { addRelease } from './commands/release.ts';
import { addRenew } from './commands/renew.ts';
import { addResend } from './commands/resend.ts';
import { addRetry } from './commands/retry.ts';
import { addShow } from './commands/show.ts';
import { addStart } from './commands/start.ts';
import { addSuspend } from './commands/suspend.ts';
import { addSwitch } from './commands/switch.ts';
import { addTerminate } from './commands/terminate.ts';
import { addTrained } from './commands/trained.ts';
import { addUp } from './commands/up.ts';
import { addUpcoming } from './commands/upcoming.ts';
import { addWatchdog } from './commands/watchdog.ts';
import { addWorker } from './commands/worker.ts';
import { exitCodeLines } from './exit-codes.ts';
import { examples } from './help.ts';

const groups: Record<string, ((program: Program) => void)[]> = {
  'Run it:': [addUp, addWorker, addCheckDirectory],
  'Start agreements:': [addOffers, addStart, addImport, addRehearse],
  'See what is going on:': [
    addList,
    addShow,
    addUpcoming,
    addIssues,
    addExplain,
    addClosures,
    addPreview,
    addRecord,
    addDigest,
    addWatchdog,
  ],
  'Decide about the term:': [addAccept, addDetermine, addRenew, addDecline, addSwitch, addExtend],
  'Change an agreement:': [addAmend, addObserveClosures, addSuspend, addReinstate, addTerminate],
  'Contacts and what they get:': [
    addNameContact,
    addChangeContacts,
    addHold,
    addRelease,
    addResend,
    addRetry,
    addAcknowledge,
    addBounced,
    addTrained,
  ],
  'Set up your shell:': [addComplete],
};

/** The program with every command. */
export function program(): Program {
  const onegov = new Program('onegov')
    .description('Runs federal agencies’ AI agreements as durable Temporal workflows.')
    .version(version(), '--version', 'print the version')
    .option('--profile <name>', 'the cluster, by its profile in Temporal’s own temporal.toml')
    .hook('preAction', (root) => {
      const { profile } = root.opts<{ profile?: string }>();
      if (profile) chooseProfile(profile);
    })
    .exitOverride()
    .showHelpAfterError('(see --help)')
    .configureHelp({ showGlobalOptions: true, styleTitle: colors.bold })
    .addHelpText(
      'after',
      `${examples('onegov up --tour', 'onegov show gsa.gov chatgpt')}\n\n${exitCodeLines}`,
    );
  for (const [heading, commands] of Object.entries(groups)) {
    onegov.commandsGroup(heading);
    for (const add of commands) add(onegov);
  }
  return onegov;
}

function version(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
}
