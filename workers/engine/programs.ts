// The programs that make up an engine on this machine, and their configuration files in the data folder.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Connection, isGrpcServiceError, type TLSConfig } from '@temporalio/client';
import type { Config } from '../../config/config.ts';
import type { ChildOrder } from './child-process.ts';
import { freePorts, portTaken } from './ports.ts';
import { makePrivateFolder, writePrivateFile } from './private-files.ts';
import { type DynamicValues, dynamicSettings, serverSettings, uiSettings } from './server-settings.ts';

/** The server as a program of its own, with its configuration. */
export async function serverOrder(
  { dataFolder, temporal }: Config,
  program: string,
  fast: boolean,
  others?: DynamicValues,
): Promise<ChildOrder> {
  const folder = join(dataFolder, 'engine');
  const address = `127.0.0.1:${temporal.port}`;
  const settings = join(folder, 'server.json');
  const dynamicConfig = join(folder, 'dynamic-config.json');
  write(dynamicConfig, dynamicSettings(fast ? undefined : temporal.rehearsalNamespace, others));
  write(
    settings,
    serverSettings({
      database: join(dataFolder, 'temporal.db'),
      dynamicConfig,
      port: temporal.port,
      innerPorts: await innerPorts(join(folder, 'ports.json')),
      fast,
    }),
  );
  return {
    name: 'The Temporal server',
    command: program,
    args: ['--config-file', settings, '--allow-no-auth', 'start'],
    log: join(folder, 'server.log'),
    env: {},
    ready: () => serves(address),
  };
}

/** The UI as a program of its own, with its configuration. */
export function uiOrder(config: Config, program: string): ChildOrder {
  const { dataFolder, temporal } = config;
  const folder = join(dataFolder, 'engine');
  const address = `127.0.0.1:${temporal.port}`;
  write(
    join(folder, 'ui', 'base.yaml'),
    uiSettings({
      port: temporal.uiPort,
      address,
      namespace: temporal.namespace,
      codec: codecUrl(config),
    }),
  );
  return {
    name: 'The Temporal UI',
    command: program,
    args: ['--root', folder, '--config', 'ui', 'start'],
    log: join(folder, 'ui.log'),
    env: {},
    ready: async () => (await fetch(`http://127.0.0.1:${temporal.uiPort}`)).ok,
  };
}

/** Where browsers on this machine find the codec endpoint; undefined if there is none. */
function codecUrl({ codec, encryption }: Config): string | undefined {
  return codec && encryption && `http://127.0.0.1:${codec.port}`;
}

/** The `temporal` CLI: server and UI in one program. Its flags turn time skipping on for all namespaces or for none. */
export function cliOrder(config: Config, path: string, others?: DynamicValues): ChildOrder {
  const { dataFolder, temporal } = config;
  const codec = codecUrl(config);
  const folder = join(dataFolder, 'engine');
  const dynamic = Object.entries(dynamicSettings(undefined, others)).flatMap(([key, [setting]]) => [
    '--dynamic-config-value',
    `${key}=${JSON.stringify(setting?.value)}`,
  ]);
  return {
    name: 'The Temporal server',
    command: path,
    args: [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--log-level', 'error'],
      ...['--port', `${temporal.port}`, '--ui-port', `${temporal.uiPort}`],
      ...(codec ? ['--ui-codec-endpoint', codec] : []),
      ...['--db-filename', join(dataFolder, 'temporal.db'), ...dynamic],
    ],
    log: join(folder, 'server.log'),
    env: { HOME: folder },
    ready: () => serves(`127.0.0.1:${temporal.port}`),
  };
}

/** Is the server ready? Asks the part that hands out tasks and the part that keeps workflows. */
export async function serves(address: string, tls: TLSConfig | false = false): Promise<boolean> {
  const connection = await Connection.connect({ address, tls, connectTimeout: 1000 });
  const { workflowService } = connection;
  const namespace = 'temporal-system';
  try {
    return await connection.withDeadline(Date.now() + 2000, async () => {
      await workflowService.describeTaskQueue({ namespace, taskQueue: { name: 'any' }, taskQueueType: 1 });
      await workflowService.describeWorkflowExecution({ namespace, execution: { workflowId: 'any' } });
      return true;
    });
  } catch (error) {
    const notFound = 5;
    return isGrpcServiceError(error) && error.code === notFound;
  } finally {
    await connection.close();
  }
}

/** The ports of the last start if they are free, because the server takes most of a minute to forget old ports. */
async function innerPorts(file: string): Promise<number[]> {
  const before: number[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  const taken = await Promise.all(before.map(portTaken));
  if (before.length > 0 && !taken.includes(true)) return before;
  const ports = await freePorts(7);
  write(file, ports);
  return ports;
}

function write(file: string, settings: unknown): void {
  makePrivateFolder(dirname(file));
  writePrivateFile(file, JSON.stringify(settings, null, 2));
}
