// Helpers for the engine's tests: separate settings for each test, and workflows without a worker.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { onTestFinished } from 'vitest';
import { type Config, readConfig } from '../../../config/config.ts';
import { freePorts } from '../../../workers/engine/ports.ts';
import { searchAttributes } from '../../../workflows/messages.ts';

/** Settings with their own data folder and ports, and the usual cache. */
export async function ownConfig(settings: Record<string, string> = {}): Promise<Config> {
  return configOn(temporaryFolder(), settings);
}

export async function configOn(folder: string, settings: Record<string, string> = {}): Promise<Config> {
  const [port, uiPort] = await freePorts(2);
  return readConfig({
    ...process.env,
    TEMPORAL_ADDRESS: '',
    ONEGOV_DATA: folder,
    TEMPORAL_PORT: `${port}`,
    TEMPORAL_UI_PORT: `${uiPort}`,
    ...settings,
  });
}

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'onegov-engine-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function clientOf(address: string, namespace: string): Promise<Client> {
  const connection = await Connection.connect({ address });
  onTestFinished(() => connection.close());
  return new Client({ connection, namespace });
}

/** Starts a workflow that no worker picks up, with every search attribute that agreements have. */
export function startLabelled(client: Client, workflowId: string) {
  const date = new Date('2027-01-31T05:00:00Z');
  return client.workflow.start('any', {
    taskQueue: 'nobody',
    workflowId,
    typedSearchAttributes: [
      { key: searchAttributes.agency, value: 'access-board.gov' },
      { key: searchAttributes.offer, value: 'openai-chatgpt-enterprise' },
      { key: searchAttributes.phase, value: 'promotional' },
      { key: searchAttributes.decision, value: 'renew' },
      { key: searchAttributes.attention, value: ['bounced', 'late'] },
      { key: searchAttributes.nextDueAt, value: date },
      { key: searchAttributes.featuresEndAt, value: date },
      { key: searchAttributes.termEndsAt, value: date },
    ],
  });
}

/** The ids that a query finds. It repeats the query for a while, because visibility lags a little. */
export async function found(client: Client, query: string): Promise<string[]> {
  for (let tries = 0; ; tries++) {
    const ids: string[] = [];
    for await (const { workflowId } of client.workflow.list({ query })) ids.push(workflowId);
    if (ids.length > 0 || tries > 50) return ids;
    await new Promise((again) => setTimeout(again, 100));
  }
}

/** Skips 60 days in a workflow. */
export function skip60Days(client: Client, workflowId: string) {
  const seconds = 60 * 86_400;
  return client.workflowService.updateWorkflowExecutionOptions({
    namespace: client.options.namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions: {
      timeSkippingConfig: {
        enabled: true,
        fastForwardConfig: { id: 'to-day-60', duration: msToTs(seconds * 1000) },
      },
    },
    updateMask: { paths: ['time_skipping_config'] },
  });
}
