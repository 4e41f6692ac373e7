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
  const resources: T[] = [];
  const end = await walkPages(read, options, (fresh) => resources.push(...fresh));
  return end === 'refused' ? undefined : { resources, isWhole: end === 'whole' };
}

/**
 * The same, with each page handed over and forgotten. `part`: there may be more. `refused`: the directory refuses the page.
 * @param take gets what is new on a page
 */
export async function walkPages<T extends { id: string }>(
  read: (startIndex: number) => Promise<Page<T> | undefined>,
  options: { trustTotal: boolean },
  take: (fresh: T[]) => void,
): Promise<'whole' | 'part' | 'refused'> {
  const known = new Set<string>();
  for (;;) {
    const page = await read(known.size + 1);
    if (!page) return 'refused';
    const fresh = page.Resources.filter(({ id }) => !known.has(id));
    for (const { id } of fresh) known.add(id);
    take(fresh);
    const isAll = known.size >= page.totalResults;
    if (fresh.length === 0 || (isAll && options.trustTotal)) {
      // A page that repeats what came before says nothing about what else there is. An empty page is the end.
      return isAll || page.Resources.length === 0 ? 'whole' : 'part';
    }
  }
}
