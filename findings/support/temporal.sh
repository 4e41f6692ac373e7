# Sourced by findings about Temporal, after start.sh: start_temporal runs the server at $address, with the namespace default.
# TEMPORAL_SERVER may name a server's binary of that version; else it is built with Go, which takes some minutes.

temporal_packages() {
  npm_packages @temporalio/{activity,client,common,proto,worker,workflow}@1.24.0 "$@" > packages.txt
  echo "version: Temporal TypeScript SDK 1.24.0, Node $(node --version)"
  cp "$support/temporal.mjs" .
}

start_temporal() {
  local version=v1.32.1 server=${TEMPORAL_SERVER:-$work/bin/server} port=$((20000 + RANDOM % 20000))
  [ -x "$server" ] || GOBIN=$work/bin go install "go.temporal.io/server/cmd/server@$version" > go.log 2>&1
  mkdir server
  cat > dynamic.yaml << YAML
system.namespaceCacheRefreshInterval: [{ value: 200ms }]
frontend.enableServerVersionCheck: [{ value: false }]
YAML
  service() { echo "{ rpc: { grpcPort: $((port + $1)), membershipPort: $((port + $1 + 1)), bindOnLocalHost: true } }"; }
  cat > server.yaml << YAML
log: { stdout: true, level: error }
persistence:
  numHistoryShards: 1
  defaultStore: sqlite
  visibilityStore: sqlite
  datastores:
    sqlite:
      sql:
        pluginName: sqlite
        databaseName: $work/server/temporal.sqlite
        connectAddr: localhost
        connectProtocol: tcp
        connectAttributes: { setup: "true", cache: private, journal_mode: wal, synchronous: "off" }
        maxConns: 1
        maxIdleConns: 1
global: { membership: { maxJoinDuration: 30s, broadcastAddress: 127.0.0.1 } }
services:
  frontend: $(service 0)
  history: $(service 2)
  matching: $(service 4)
  worker: $(service 6)
clusterMetadata:
  enableGlobalNamespace: false
  failoverVersionIncrement: 10
  masterClusterName: active
  currentClusterName: active
  clusterInformation:
    active: { enabled: true, initialFailoverVersion: 1, rpcName: frontend, rpcAddress: "127.0.0.1:$port" }
dcRedirectionPolicy: { policy: noop }
dynamicConfigClient: { filepath: $work/dynamic.yaml, pollInterval: 1h }
YAML
  "$server" --config-file server.yaml --allow-no-auth start > temporal.log 2>&1 &
  export address=127.0.0.1:$port
  cat > namespace.mjs << 'JS'
import { Connection } from '@temporalio/client';
const { address } = process.env;
for (let tries = 0; ; tries++) {
  try {
    const { workflowService: service } = await Connection.connect({ address, connectTimeout: 2000 });
    await service
      .registerNamespace({ namespace: 'default', workflowExecutionRetentionPeriod: { seconds: 86_400 } })
      .catch((error) => error.code === 6 || Promise.reject(error));
    await service.describeNamespace({ namespace: 'default' });
    const { serverVersion } = await service.getSystemInfo({});
    console.log(`version: Temporal server ${serverVersion}`);
    process.exit();
  } catch (error) {
    if (tries > 60) throw error;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
JS
  node namespace.mjs
}
