// Drift: where the directory differs from what agreements say about access. A code each; the words are in this table only.
import type { StepKind } from './ids.ts';

/** One difference. Users and groups are named by their ids in the directory, so nothing in it is personal. */
export type Drift = {
  code: DriftCode;
  /** The agency's domain. */
  agency: string;
  /** Left out: no agreement knows it. */
  agreement?: string;
  feature?: string;
  group?: string;
  /** The user's id; of a user who is missing, the external id. */
  user?: string;
};

export type DriftCode =
  | 'user-missing'
  | 'user-inactive'
  | 'group-missing'
  | 'member-missing'
  | 'feature-not-ended'
  | 'user-not-ended'
  | 'group-not-ended'
  | 'user-unknown'
  | 'group-unknown'
  | 'group-relabeled'
  | 'other-user-inactive';

type Kind = {
  /** The heading of all of its kind. */
  heading: string;
  words(drift: Drift): string;
  /** The change of access that mends it. Left out: only a person can tell what to do, so it is only reported. */
  mendedBy?: Extract<StepKind, 'grant-access' | 'end-features' | 'end-access'>;
};

const kinds: Record<DriftCode, Kind> = {
  'user-missing': {
    heading: 'Contacts without a user',
    words: ({ user }) => `no user ${user}`,
    mendedBy: 'grant-access',
  },
  'user-inactive': {
    heading: 'Contacts whose user is not active',
    words: ({ user }) => `user ${user} is not active`,
    mendedBy: 'grant-access',
  },
  'group-missing': {
    heading: 'Features without their group',
    words: ({ feature }) => `no group of ${feature}`,
    mendedBy: 'grant-access',
  },
  'member-missing': {
    heading: 'Contacts who are not in the group of a feature',
    words: ({ user, feature }) => `user ${user} is not in the group of ${feature}`,
    mendedBy: 'grant-access',
  },
  'feature-not-ended': {
    heading: 'Features that have ended, and whose group is there',
    words: ({ group, feature }) => `group ${group} of ${feature}`,
    mendedBy: 'end-features',
  },
  'user-not-ended': {
    heading: 'Users who are active, though their access has ended',
    words: ({ user }) => `user ${user} is active`,
    mendedBy: 'end-access',
  },
  'group-not-ended': {
    heading: 'Groups that are there, though access has ended',
    words: ({ group, feature }) => `group ${group} of ${feature}`,
    mendedBy: 'end-access',
  },
  'user-unknown': {
    heading: 'Active users with our external id whom no agreement knows',
    words: ({ user }) => `user ${user}`,
  },
  'group-unknown': {
    heading: 'Groups with our external id that no agreement knows',
    words: ({ group }) => `group ${group}`,
  },
  'group-relabeled': {
    heading: 'Groups that this software created, and that have another external id now',
    words: ({ group, feature }) => `group ${group}, which was the group of ${feature}`,
  },
  'other-user-inactive': {
    heading: 'Contacts whose user somebody else created, and who is not active',
    words: ({ user }) => `user ${user}`,
  },
};

export const driftCodes = Object.keys(kinds) as [DriftCode, ...DriftCode[]];

/** `Contacts without a user` */
export function driftHeading(code: DriftCode): string {
  return kinds[code].heading;
}

/** `user 12 is not in the group of codex` */
export function driftWords(drift: Drift): string {
  return kinds[drift.code].words(drift);
}

/** The change of access that mends it; nothing if it is only reported. */
export function mendOf({ code }: Pick<Drift, 'code'>): Kind['mendedBy'] {
  return kinds[code].mendedBy;
}

/** Always the same for the same drift. */
export function driftKey({ code, agency, agreement, feature, group, user }: Drift): string {
  return [code, agreement ?? agency, feature, group, user].filter(Boolean).join(' ');
}
