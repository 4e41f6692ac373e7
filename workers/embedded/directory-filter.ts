// Which resources match a filter (RFC 7644, 3.4.2.2): found by an index where there is one, and otherwise among all.
import SCIMMY from 'scimmy';
import type { LookUp, Resource, Tenant } from './directory-store.ts';
import { isIndexed, isOrdered, type Kind } from './directory-tables.ts';

/** A test of one attribute, such as `['eq', 'ann']` or `['not', 'eq', 'ann']`. */
type Test = unknown[];
/** What has to be true together: tests by attribute, those of an attribute's parts by their names. */
type Branch = { [attribute: string]: Test | Test[] | Branch };

/** The resources that match a filter, in the order of creation. Without a filter, all. */
export function matching(tenant: Tenant, kind: Kind, filter: Iterable<object> | undefined): Resource[] {
  if (!filter) return [...tenant.all(kind)].flat();
  const branches = [...filter].map((branch) => fold(branch) as Branch);
  const lookUps = branches.map(lookUpFor);
  if (lookUps.every((each) => each !== undefined)) return match(branches, tenant.find(kind, lookUps));
  const found: Resource[] = [];
  for (const some of tenant.all(kind)) found.push(...match(branches, some));
  return found;
}

/** A look-up that finds all that match a branch, and maybe others. */
function lookUpFor(branch: Branch): LookUp | undefined {
  const tests = testsOf(branch);
  const equal = tests.find(({ by, is }) => is === 'eq' && isIndexed(by));
  return (equal ?? tests.find(({ by, is, text }) => is === 'sw' && text !== '' && isOrdered(by))) as
    | LookUp
    | undefined;
}

function testsOf(branch: Branch, prefix = ''): { by: string; is: unknown; text: string }[] {
  return Object.entries(branch).flatMap(([attribute, tests]) => {
    const by = prefix + attribute;
    if (!Array.isArray(tests)) return testsOf(tests, `${by}.`);
    return (tests.every(Array.isArray) ? (tests as Test[]) : [tests as Test]).flatMap(([is, text]) =>
      typeof text === 'string' ? [{ by, is, text }] : [],
    );
  });
}

/**
 * Applies a filter where scimmy's own filter is wrong. SCIM ignores the case of most attributes (RFC 7643, 4.1.1), but
 * scimmy never does. For a path such as `emails.value`, scimmy fails on a resource that has no `emails`.
 */
function match(branches: Branch[], all: Resource[]): Resource[] {
  const paths = branches.flatMap(Object.entries).filter(([, test]) => !Array.isArray(test));
  const none = Object.fromEntries(paths.map(([attribute]) => [attribute, []]));
  const filled = all.map((resource) => ({ ...none, ...(fold(resource) as { id: string }) }));
  const ids = new Set(new SCIMMY.Types.Filter(branches).match(filled).map(({ id }: { id: string }) => id));
  return all.filter(({ id }) => ids.has(id));
}

/** In lower case, except the values of attributes whose case matters. */
function fold(value: unknown): unknown {
  if (typeof value === 'string') return value.toLowerCase();
  if (Array.isArray(value)) return value.map(fold);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const name = key.toLowerCase();
      return [name, name === 'externalid' || name === 'meta' ? inner : fold(inner)];
    }),
  );
}
