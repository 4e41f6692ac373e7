// The Temporal cluster, as Temporal's own settings name it: variables, or a profile in a temporal.toml.
import { loadClientConfig, loadClientConnectConfig } from '@temporalio/envconfig';
import { isHostAndPort } from './environment.ts';
import { ConfigError } from './error.ts';

/** `--profile`: this process uses that profile from here on, whatever TEMPORAL_PROFILE says. */
export function chooseProfile(name: string): void {
  process.env.TEMPORAL_PROFILE = name;
}

/**
 * The cluster's connection and namespace. Variables win over the profile.
 * A file is read only if TEMPORAL_PROFILE or TEMPORAL_CONFIG_FILE is set: a file in the home folder alone must not make
 * `onegov up` use a cluster in place of this machine's engine.
 * @throws {ConfigError} if the profile can't be used
 */
export function readCluster(set: Record<string, string>) {
  const { TEMPORAL_PROFILE: profile, TEMPORAL_CONFIG_FILE: file } = set;
  const isAsked = profile !== undefined || file !== undefined;
  if (isAsked) requireProfile(set);
  const options = { overrideEnvVars: set, disableFile: !isAsked };
  const { connectionOptions, namespace } = orConfigError(
    () => loadClientConnectConfig(options),
    isAsked ? `Profile "${profile ?? 'default'}"` : 'The TEMPORAL_TLS_… settings',
  );
  const { address, apiKey, tls, metadata } = connectionOptions;
  requireSendable('The API key of the Temporal server (TEMPORAL_API_KEY)', apiKey);
  for (const value of Object.values(metadata ?? {}))
    requireSendable('A header for the Temporal server (TEMPORAL_GRPC_META_…)', value);
  if (address !== undefined && !isHostAndPort(address)) {
    throw new ConfigError(
      `The address in profile "${profile ?? 'default'}" is not host:port; set it to one such as temporal.example.gov:7233.`,
    );
  }
  return {
    /** Left out: the engine on this machine. */
    address,
    apiKey: typeof apiKey === 'string' ? apiKey : undefined,
    tls: tls ?? false,
    /** Headers of every request. */
    metadata: metadata as Record<string, string> | undefined,
    namespace: namespace ?? 'onegov',
  };
}

/** Temporal's client quotes what it can't send in its error, and this may be a secret. */
function requireSendable(what: string, value: unknown): void {
  if (typeof value !== 'string' || /^[\x20-\x7e]*$/.test(value)) return;
  throw new ConfigError(
    `${what} has a line break or another character that can't be sent; write it in one line of plain letters, digits and signs.`,
  );
}

function requireProfile(set: Record<string, string>): void {
  const { TEMPORAL_PROFILE: name = 'default', TEMPORAL_CONFIG_FILE: file = 'temporal.toml' } = set;
  const { profiles } = orConfigError(() => loadClientConfig({ overrideEnvVars: set }), file);
  if (profiles[name]) return;
  const known = Object.keys(profiles).toSorted().join(', ');
  const fix = known ? `choose one of ${known}` : 'check that the file exists and has profiles';
  throw new ConfigError(`No profile "${name}" found in ${file}; ${fix}.`);
}

/** Says where a file is wrong, but does not show its contents, which may be a key. */
function orConfigError<T>(load: () => T, what: string): T {
  try {
    return load();
  } catch (error) {
    const { line, column, path, code } = error as { [name: string]: string | number | undefined };
    if (line !== undefined)
      throw new ConfigError(`${what} is not valid TOML; check line ${line}, column ${column}.`);
    if (path !== undefined)
      throw new ConfigError(
        `${what} can't be used because ${path} can't be read (${code}); check that file.`,
      );
    throw new ConfigError(
      `${what} can't be used; see docs.temporal.io/develop/environment-configuration for what is allowed.`,
    );
  }
}
