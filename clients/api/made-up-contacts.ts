// Contacts for rehearsals, the tour and tests.
import type { Contact } from '../../agreements/model/parties.ts';
import { roles } from '../../agreements/offer/roles.ts';

/** One contact for each role, at an address that can't exist (RFC 2606). */
export function madeUpContacts(agency: string): Contact[] {
  return roles.map((role) => ({
    name: `${role.charAt(0).toUpperCase()}${role.slice(1)} contact`,
    email: `${role}@${agency}.example`,
    roles: [role],
  }));
}
