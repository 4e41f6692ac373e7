// `onegov check-directory`: what the directory can do, tried on scratch users and a scratch group before the first agreement.
import type { Command as Program } from 'commander';
import { type Check, checkDirectory } from '../../../activities/provisioning/check-directory.ts';
import { counted } from '../../../agreements/reports/shortlist.ts';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { readConfig } from '../../../config/config.ts';
import { screen, wrapped } from '../../output/layout.ts';
import { printed } from '../../output/terminal.ts';
import { examples } from '../help.ts';
import { json } from '../options.ts';

type Options = { rehearsals?: boolean; domain: string; json?: boolean };

export function addCheckDirectory(program: Program): void {
  program
    .command('check-directory')
    .description(
      'try what the directory at SCIM_BASE_URL can do, on scratch users and a scratch group; exits with 1 if access can’t be given, or its end can’t be proven',
    )
    .option('--rehearsals', 'try the directory for rehearsals, at REHEARSAL_SCIM_BASE_URL')
    .option('--domain <domain>', 'the domain of the scratch users’ addresses', 'onegov.invalid')
    .addOption(json())
    .addHelpText('after', examples('onegov check-directory', 'onegov check-directory --domain agency.gov'))
    .action(async (options: Options) => {
      const { baseUrl, token } = directoryOf(options);
      const tell = options.json ? () => {} : (check: Check) => linesOf(check).forEach(printed);
      const checks = await checkDirectory({ baseUrl, token }, options.domain, tell);
      if (options.json) printed(JSON.stringify(checks, null, 2));
      const failed = checks.filter(({ result }) => result === 'fails').map(inWords);
      if (failed.length > 0)
        throw new RefusedError(`The directory can't be used: it ${failed.join(', it ')}.`);
      if (!options.json) printed(verdict(checks));
    });
}

function directoryOf({ rehearsals }: Options) {
  const { url, token, rehearsalUrl, rehearsalToken } = readConfig().directory;
  const [baseUrl, name] = rehearsals ? [rehearsalUrl, 'REHEARSAL_SCIM_BASE_URL'] : [url, 'SCIM_BASE_URL'];
  if (baseUrl === undefined)
    throw new RefusedError(`${name} is not set, and the embedded directory needs no check.`);
  return { baseUrl, token: rehearsals ? rehearsalToken : token };
}

function verdict(checks: Check[]): string {
  const odd = checks.filter(({ result }) => result === 'odd').length;
  if (odd === 0) return 'The directory can do all that access needs.';
  return `The directory can be used. It is odd in ${counted(odd, 'way')}: read above what follows from ${odd === 1 ? 'it' : 'each'}.`;
}

const marks = { ok: 'ok     ', odd: 'odd    ', fails: 'FAILS  ' };

function linesOf(check: Check): string[] {
  const { columns } = screen();
  const { result, means } = check;
  return [
    ...wrapped(marks[result], inWords(check), columns),
    ...(means === undefined ? [] : wrapped(' '.repeat(marks[result].length), means, columns)),
  ];
}

/** `finds users by userName`, or `doesn't find users by userName`. */
function inWords({ result, what }: Check): string {
  return result === 'ok' ? what : `doesn't ${what.replace(/^(\w+)s\b/, '$1')}`;
}
