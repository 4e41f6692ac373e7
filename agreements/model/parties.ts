// The agency of an agreement and the people there.
import type { Role } from '../offer/roles.ts';

export type Agency = {
  /** The agency's .gov domain. */
  id: string;
  name: string;
  /** IANA name, such as `America/New_York`. */
  timeZone: string;
};

/** The languages that notices are written in; the first one is for whoever names none. */
export type Language = 'en' | 'es';

/** Each notice, or only what needs a decision. */
export type Pace = 'all' | 'decisions';

export type Contact = {
  name: string;
  email: string;
  roles: Role[];
  language?: Language | undefined;
  /** Left out: each notice. */
  pace?: Pace | undefined;
};
