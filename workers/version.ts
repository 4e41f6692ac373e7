// The version of the code that workers run as, if the settings name a deployment (Temporal's Worker Deployment Versioning).
import type { Client } from '@temporalio/client';
import type { WorkerDeploymentVersion } from '@temporalio/common';
import type { Config } from '../config/config.ts';
import { software } from '../config/software.ts';
import { routingOf } from '../visibility/versions.ts';
import { bundledFolders, sourcesHash } from './bundle.ts';

/** All that workers run. */
const folders = [
  ...bundledFolders,
  'activities',
  'clients',
  'config',
  'encryption',
  'pages',
  'visibility',
  'workers',
];

/**
 * The version of these workers; nothing if they run as none. Its id changes with each change of the code.
 * @param root the folder of the code (default: this project's)
 */
export function versionOf(
  { deployment, buildId }: Config['temporal'],
  root?: string,
): WorkerDeploymentVersion | undefined {
  return deployment === undefined
    ? undefined
    : { deploymentName: deployment, buildId: buildId ?? `${software().version}-${codeHash(root)}` };
}

/** Enough to tell versions of one release apart. An offer or a letter of an operator's own makes no other version. */
const codeHash = (root?: string) => sourcesHash(root, folders, /\.(ts|mjs|cjs)$/).slice(0, 8);

/** A sentence about what these workers do. Those of a version that is not rolled out do nothing. */
export async function standingOf(
  { deploymentName, buildId }: WorkerDeploymentVersion,
  client: Client,
): Promise<string> {
  const { current, ramping } = await routingOf(client, deploymentName);
  const version = `These workers are version ${buildId} of ${deploymentName}`;
  if (current === buildId) return `${version}, which is current.`;
  if (ramping?.version === buildId)
    return `${version}, which works on ${ramping.percent}% of the agreements.`;
  return `${version}. They work on nothing until it is rolled out: onegov roll-out ${buildId}`;
}
