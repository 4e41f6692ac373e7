// `onegov versions`: which version of the code works on the agreements.
import type { Command as Program } from 'commander';
import { quoted, running } from '../../../visibility/queries.ts';
import { type Routing, routingOf, unversioned } from '../../../visibility/versions.ts';
import type { Agreements } from '../../api/agreements.ts';
import { tableLines } from '../../output/rows.ts';
import { printed, show } from '../../output/terminal.ts';
import { connected, deploymentOf } from '../connection.ts';
import { examples } from '../help.ts';
import { json } from '../options.ts';

/** `agreements`: the open agreements that it has worked on last. */
type Row = { version: string; gets: string; agreements: number };

export function addVersions(program: Program): void {
  program
    .command('versions')
    .description(
      'the versions of the code that workers run as, which of them works on the agreements, and how many agreements each has worked on last',
    )
    .addOption(json())
    .addHelpText('after', examples('onegov versions', 'onegov roll-out 0.2.0-9c6d3970 --percent 5'))
    .action(async (options: { json?: boolean }) => {
      const deployment = deploymentOf();
      await connected('live', async (agreements) => {
        const rows = await rowsOf(agreements, deployment);
        if (options.json) return show(options, { deployment, versions: rows }, []);
        for await (const line of tableLines(['VERSION', 'GETS', 'AGREEMENTS'], rows, cellsOf, ''))
          printed(line);
      });
    });
}

async function rowsOf(agreements: Agreements, deployment: string): Promise<Row[]> {
  const routing = await routingOf(agreements.client, deployment);
  const rows = [...routing.known, unversioned].map(async (version) => ({
    ...{ version, gets: getsOf(version, routing) },
    agreements: await agreements.count(`${running} AND ${workedOnBy(deployment, version)}`),
  }));
  return Promise.all(rows);
}

function getsOf(version: string, { current, ramping }: Routing): string {
  if (ramping?.version === version) return `${ramping.percent}%`;
  if (current !== version) return 'nothing';
  return ramping ? 'all others' : 'all';
}

/** The search attribute that the server keeps for each workflow. */
function workedOnBy(deployment: string, version: string): string {
  const attribute = 'TemporalWorkerDeploymentVersion';
  return version === unversioned
    ? `${attribute} IS NULL`
    : `${attribute} = ${quoted(`${deployment}:${version}`)}`;
}

function cellsOf({ version, gets, agreements }: Row): string[] {
  return [version, gets, agreements.toLocaleString('en-US')];
}
