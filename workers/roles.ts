// What one process does: everything, or its part of a production whose cluster, mail server and directory run elsewhere.
import { RefusedError } from '../agreements/validation/errors.ts';
import type { Config } from '../config/config.ts';

export type Role = {
  /** Takes work from Temporal: agreements, notices, access. */
  works: boolean;
  /** Takes what comes from agencies and mail servers: answers on the pages, and bounces. Only one process on a port can. */
  serves: boolean;
  /** Starts what no setting names: the engine, the mailbox, the directory. Only one process on a data folder can. */
  embeds: boolean;
};

/** The roles, by the command that gives them. */
export const roles = {
  'onegov up': { works: true, serves: true, embeds: true },
  'onegov worker': { works: true, serves: true, embeds: false },
  'onegov worker --no-ports': { works: true, serves: false, embeds: false },
  'onegov serve': { works: false, serves: true, embeds: false },
} as const satisfies Record<string, Role>;

export type RoleName = keyof typeof roles;

/** @throws {RefusedError} if the role starts nothing itself, and a setting that names what it needs is missing */
export function requireServices(role: RoleName, { temporal, mail, directory }: Config): void {
  const { works, embeds } = roles[role];
  if (embeds) return;
  const missing = Object.entries({
    TEMPORAL_ADDRESS: temporal.address,
    SMTP_URL: mail.url,
    ...(works && { SCIM_BASE_URL: directory.url }),
  }).flatMap(([name, value]) => (value ? [] : [name]));
  if (missing.length > 0) {
    throw new RefusedError(
      `"${role}" uses services that run elsewhere; set ${missing.join(', ')} to name them.`,
    );
  }
}
