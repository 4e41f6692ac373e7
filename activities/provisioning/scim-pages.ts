// Reads a list page by page, also from a directory that ignores `startIndex` or counts wrongly.

export type Page<T> = { Resources: T[]; totalResults: number };

/** `isWhole`: is this all that there is? */
export type Pages<T> = { resources: T[]; isWhole: boolean };

/**
 * Reads pages until one brings nothing new. Undefined if the directory refuses the first page.
 * @param options.trustTotal stops at the total that the directory tells, because hardly anything is expected
 */
export async function collectPages<T extends { id: string }>(
  read: (startIndex: number) => Promise<Page<T> | undefined>,
  options: { trustTotal: boolean },
): Promise<Pages<T> | undefined> {
  const found = new Map<string, T>();
  for (;;) {
    const page = await read(found.size + 1);
    if (!page) return undefined;
    const fresh = page.Resources.filter(({ id }) => !found.has(id));
    for (const resource of fresh) found.set(resource.id, resource);
    const isAll = found.size >= page.totalResults;
    if (fresh.length === 0 || (isAll && options.trustTotal)) {
      // A page that repeats what came before says nothing about what else there is. An empty page is the end.
      return { resources: [...found.values()], isWhole: isAll || page.Resources.length === 0 };
    }
  }
}
