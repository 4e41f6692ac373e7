// The program with every command, in the groups that the help shows.
import { Command as Program } from 'commander';
import { chooseProfile } from '../../config/cluster.ts';
import { software } from '../../config/software.ts';
import { colors } from '../output/terminal.ts';
import { exitCodeLines } from './exit-codes.ts';
import { examples } from './help.ts';

/** Adds a command to a program. `whole` makes the program with every command. */
type Add = (program: Program, whole: () => Promise<Program>) => void;

/** Every command by its name. Its file is loaded when it is used. */
const groups: Record<string, Record<string, () => Promise<Add>>> = {
  'Run it:': {
    up: async () => (await import('./commands/up.ts')).addUp,
    worker: async () => (await import('./commands/worker.ts')).addWorker,
    serve: async () => (await import('./commands/serve.ts')).addServe,
    'check-directory': async () => (await import('./commands/check-directory.ts')).addCheckDirectory,
    export: async () => (await import('./commands/export.ts')).addExport,
    restore: async () => (await import('./commands/restore.ts')).addRestore,
    'check-release': async () => (await import('./commands/check-release.ts')).addCheckRelease,
    versions: async () => (await import('./commands/versions.ts')).addVersions,
    'roll-out': async () => (await import('./commands/roll-out.ts')).addRollOut,
  },
  'Start agreements:': {
    offers: async () => (await import('./commands/offers.ts')).addOffers,
    start: async () => (await import('./commands/start.ts')).addStart,
    import: async () => (await import('./commands/import.ts')).addImport,
    rehearse: async () => (await import('./commands/rehearse.ts')).addRehearse,
  },
  'See what is going on:': {
    list: async () => (await import('./commands/list.ts')).addList,
    show: async () => (await import('./commands/show.ts')).addShow,
    upcoming: async () => (await import('./commands/upcoming.ts')).addUpcoming,
    issues: async () => (await import('./commands/issues.ts')).addIssues,
    explain: async () => (await import('./commands/explain.ts')).addExplain,
    closures: async () => (await import('./commands/closures.ts')).addClosures,
    preview: async () => (await import('./commands/preview.ts')).addPreview,
    record: async () => (await import('./commands/record.ts')).addRecord,
    digest: async () => (await import('./commands/digest.ts')).addDigest,
    watchdog: async () => (await import('./commands/watchdog.ts')).addWatchdog,
    reconcile: async () => (await import('./commands/reconcile.ts')).addReconcile,
  },
  'Decide about the term:': {
    accept: async () => (await import('./commands/accept.ts')).addAccept,
    determine: async () => (await import('./commands/determine.ts')).addDetermine,
    renew: async () => (await import('./commands/renew.ts')).addRenew,
    decline: async () => (await import('./commands/decline.ts')).addDecline,
    switch: async () => (await import('./commands/switch.ts')).addSwitch,
    extend: async () => (await import('./commands/extend.ts')).addExtend,
  },
  'Change an agreement:': {
    amend: async () => (await import('./commands/amend.ts')).addAmend,
    'observe-closures': async () => (await import('./commands/observe-closures.ts')).addObserveClosures,
    suspend: async () => (await import('./commands/suspend.ts')).addSuspend,
    reinstate: async () => (await import('./commands/reinstate.ts')).addReinstate,
    terminate: async () => (await import('./commands/terminate.ts')).addTerminate,
  },
  'Contacts and what they get:': {
    'name-contact': async () => (await import('./commands/name-contact.ts')).addNameContact,
    'change-contacts': async () => (await import('./commands/change-contacts.ts')).addChangeContacts,
    hold: async () => (await import('./commands/hold.ts')).addHold,
    release: async () => (await import('./commands/release.ts')).addRelease,
    resend: async () => (await import('./commands/resend.ts')).addResend,
    retry: async () => (await import('./commands/retry.ts')).addRetry,
    acknowledge: async () => (await import('./commands/acknowledge.ts')).addAcknowledge,
    bounced: async () => (await import('./commands/bounced.ts')).addBounced,
    trained: async () => (await import('./commands/trained.ts')).addTrained,
  },
  'Set up your shell:': {
    complete: async () => (await import('./commands/complete.ts')).addComplete,
  },
};

/** The program with every command. */
export function program(): Promise<Program> {
  return programWith(() => true);
}

/** The program that carries out a command line: with the command that it names, or else with every one. */
export function programFor(words: string[]): Promise<Program> {
  const named = commandIn(words);
  return named ? programWith((name) => name === named) : program();
}

/** The name of the command in a command line; undefined if it is not as plain as that. */
function commandIn([first = '', second, ...rest]: string[]): string | undefined {
  if (first === '--profile') return commandIn(rest);
  if (first.startsWith('--profile=')) return commandIn([second ?? '', ...rest]);
  return Object.values(groups).some((commands) => Object.hasOwn(commands, first)) ? first : undefined;
}

async function programWith(isWanted: (name: string) => boolean): Promise<Program> {
  const onegov = new Program('onegov')
    .description('Runs federal agencies’ AI agreements as durable Temporal workflows.')
    .version(software().version, '--version', 'print the version')
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
    const loaded = Object.keys(commands)
      .filter(isWanted)
      .map((name) => commands[name]?.());
    for (const add of await Promise.all(loaded)) add?.(onegov, program);
  }
  return onegov;
}
