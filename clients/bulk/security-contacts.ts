// Whose the security contacts of the .gov registry's file are.
import { type RegistryRow, registrarAddresses } from '../../data/registry.ts';

/** How many organizations have an address as a security contact, by the address in small letters. */
export function organizationsByContact(
  organizations: Iterable<readonly RegistryRow[]>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const rows of organizations) {
    const addresses = new Set(rows.flatMap(({ contact }) => contact?.toLowerCase() ?? []));
    for (const address of addresses) counts.set(address, (counts.get(address) ?? 0) + 1);
  }
  return counts;
}

/**
 * Why an address is no contact of an organization's own. Undefined if it may be one. One that several organizations have
 * belongs to the one at whose domain it is.
 * @param rows all rows of the organization
 * @returns completes "it …"
 */
export function whyNotOwn(
  email: string,
  rows: readonly RegistryRow[],
  sharedBy: ReadonlyMap<string, number>,
): string | undefined {
  const address = email.toLowerCase();
  if (registrarAddresses.includes(address)) return 'is the .gov registrar’s own address';
  const count = sharedBy.get(address) ?? 1;
  const domainOfMail = `.${address.slice(address.lastIndexOf('@') + 1)}`;
  const isOwn = rows.some(({ domain }) => domainOfMail.endsWith(`.${domain}`));
  return count > 1 && !isOwn ? `is the contact of ${count} organizations` : undefined;
}
