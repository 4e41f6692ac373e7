// The roles that an agency's contacts have.

/** Who an agency's contacts are. Also the order in which a notice looks for somebody else when a role has nobody. */
export const roles = ['owner', 'contracting', 'technical', 'executive'] as const;

export type Role = (typeof roles)[number];
