/** A setting can't be used. The message says which one, and what to set it to. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}
