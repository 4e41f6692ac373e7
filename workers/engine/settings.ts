// What the Temporal server and its UI are told when they run on this machine. JSON is YAML, too.

/** How often our own server looks whether a namespace has changed, in milliseconds. */
export const namespaceRefresh = 200;

/** The server's own configuration: all of it on 127.0.0.1, one SQLite file. */
export function serverSettings(options: {
  database: string;
  dynamicConfig: string;
  port: number;
  /** Seven more, for the parts of the server to talk to each other. */
  innerPorts: number[];
  /** Don't wait for the disk: what was last written may be lost with the machine. */
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

/** Settings that the server reads as it runs. `timeSkipping` names the one namespace that may skip time; none: all may. */
export function dynamicSettings(timeSkipping?: string) {
  const constraints = timeSkipping ? { namespace: timeSkipping } : {};
  return {
    'frontend.WorkflowTimeSkippingEnabled': [{ value: true, constraints }],
    // A skipped timer fires after this long; preset is a second.
    'history.timerProcessorMaxTimeShift': [{ value: '10ms' }],
    // Queues are read as often as there is something: a rehearsal takes half the time.
    'history.timerProcessorMaxPollRPS': [{ value: 1000 }],
    'history.transferProcessorMaxPollRPS': [{ value: 1000 }],
    // Nobody outside is asked for newer versions.
    'frontend.enableServerVersionCheck': [{ value: false }],
    // So that new namespaces and search attributes are usable soon; preset is two seconds.
    'system.namespaceCacheRefreshInterval': [{ value: `${namespaceRefresh}ms` }],
    'frontend.namespaceRPS.visibility': [{ value: 100 }],
    'matching.numTaskqueueReadPartitions': [{ value: 1 }],
    'matching.numTaskqueueWritePartitions': [{ value: 1 }],
  };
}

export function uiSettings(options: { port: number; address: string; namespace: string }) {
  return {
    host: '127.0.0.1',
    port: options.port,
    temporalGrpcAddress: options.address,
    defaultNamespace: options.namespace,
    enableUi: true,
    disableNewsFetch: true,
    hideLogs: true,
    cors: { cookieInsecure: true, allowOrigins: [`http://127.0.0.1:${options.port}`] },
  };
}

/** SQLite is given the file in a URI, where these would end its path. */
function inUri(path: string): string {
  return path.replace(/[%?#]/g, encodeURIComponent);
}
