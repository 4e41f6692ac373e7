// The roles that an agency's contacts have.

/** The roles, in the order in which one takes the place of another that nobody has. */
export const roles = ['owner', 'contracting', 'technical', 'executive'] as const;

export type Role = (typeof roles)[number];
