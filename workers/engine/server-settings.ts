// The configuration of the Temporal server and its UI on this machine. It is written as JSON, which is YAML too.

/** How often our server checks for changed namespaces, in milliseconds. */
export const namespaceRefresh = 200;

/** The server's own configuration: everything on 127.0.0.1, and one SQLite file. */
export function serverSettings(options: {
  database: string;
  dynamicConfig: string;
  port: number;
  /** Seven more ports, on which the parts of the server talk to each other. */
  innerPorts: number[];
  /** Writes don't wait for the disk. If the machine crashes, the last writes may be lost. */
  fast: boolean;
}) {
  const inner = [...options.innerPorts];
  const service = (grpcPort = inner.pop()) => ({
    rpc: { grpcPort, membershipPort: inner.pop(), bindOnLocalHost: true },
  });
  return {
    log: { stdout: true, level: 'error' },
    persistence: {
      numHistoryShards: 1,
      defaultStore: 'sqlite',
      visibilityStore: 'sqlite',
      datastores: {
        sqlite: {
          sql: {
            pluginName: 'sqlite',
            databaseName: inUri(options.database),
            connectAddr: 'localhost',
            connectProtocol: 'tcp',
            connectAttributes: {
              setup: 'true',
              cache: 'private',
              journal_mode: 'wal',
              synchronous: options.fast ? 'off' : 'full',
              busy_timeout: '10000',
            },
            maxConns: 1,
            maxIdleConns: 1,
          },
        },
      },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: {
      frontend: service(options.port),
      history: service(),
      matching: service(),
      worker: service(),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `127.0.0.1:${options.port}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: { filepath: options.dynamicConfig, pollInterval: '1h' },
  };
}

/** Values of the server's dynamic configuration, by key. */
export type DynamicValues = Record<string, string | number | boolean>;

/**
 * Settings that the server reads while it runs.
 * @param timeSkipping the one namespace that can skip time; left out: all can
 * @param others more values, for tests
 */
export function dynamicSettings(timeSkipping?: string, others: DynamicValues = {}) {
  const constraints = timeSkipping ? { namespace: timeSkipping } : {};
  return {
    'frontend.WorkflowTimeSkippingEnabled': [{ value: true, constraints }],
    // How long a timer takes to fire after a skip; the default is a second.
    'history.timerProcessorMaxTimeShift': [{ value: '10ms' }],
    // The server reads its queues as often as it can, so that a rehearsal takes half the time.
    'history.timerProcessorMaxPollRPS': [{ value: 1000 }],
    'history.transferProcessorMaxPollRPS': [{ value: 1000 }],
    // Don't ask the internet for newer versions.
    'frontend.enableServerVersionCheck': [{ value: false }],
    // Makes new namespaces and search attributes usable soon; the default is two seconds.
    'system.namespaceCacheRefreshInterval': [{ value: `${namespaceRefresh}ms` }],
    // A worker that stops is forgotten at once, so the others take over its share of the mail rate.
    'frontend.enableCancelWorkerPollsOnShutdown': [{ value: true }],
    'frontend.namespaceRPS.visibility': [{ value: 100 }],
    'matching.numTaskqueueReadPartitions': [{ value: 1 }],
    'matching.numTaskqueueWritePartitions': [{ value: 1 }],
    ...Object.fromEntries(Object.entries(others).map(([key, value]) => [key, [{ value }]])),
  };
}

/** The configuration of the Temporal UI. */
export function uiSettings(options: {
  port: number;
  address: string;
  namespace: string;
  /** The URL of what decrypts payloads for it; left out: nothing does. */
  codec?: string | undefined;
}) {
  return {
    host: '127.0.0.1',
    port: options.port,
    temporalGrpcAddress: options.address,
    defaultNamespace: options.namespace,
    enableUi: true,
    disableNewsFetch: true,
    hideLogs: true,
    ...(options.codec && { codec: { endpoint: options.codec } }),
    cors: { cookieInsecure: true, allowOrigins: [`http://127.0.0.1:${options.port}`] },
  };
}

/** SQLite gets the path in a URI. There, these characters would end the path. */
function inUri(path: string): string {
  return path.replace(/[%?#]/g, encodeURIComponent);
}
