// The agency of an agreement, and its contacts.
import type { Role } from '../offer/roles.ts';
import type { Closure } from '../time/closures.ts';

export type Agency = {
  /** The agency's .gov domain. */
  id: string;
  name: string;
  /** IANA name, such as `America/New_York`. */
  timeZone: string;
  /** The area with holidays of its own that it is in, such as `washington`. Left out: none, or none is known. */
  area?: string;
  /** The closures that it observes. Left out: none. */
  closures?: Closure[];
};

/** The languages of notices. English is for contacts who name none. */
export type Language = 'en' | 'es';

/** A contact's preference: all notices, or only those that need a decision. */
export type Pace = 'all' | 'decisions';

export type Contact = {
  name: string;
  email: string;
  roles: Role[];
  language?: Language | undefined;
  /** Left out: all notices. */
  pace?: Pace | undefined;
};
