// The keys of a build's agreements. A build from before encryption, which `--against` may name, has none.
type Keys = Awaited<ReturnType<typeof import('../encryption/keys.ts')['openKeys']>>;

/** The keys in a file of ours, which is made if it is not there. */
export async function ownKeys(keyFile: string): Promise<Keys> {
  const encryption = await import('../encryption/keys.ts').catch(() => undefined);
  return encryption?.openKeys({ keyFile, isOurs: true }) ?? [];
}
