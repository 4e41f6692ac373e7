// A contact as people type it.
import { describe, expect, it } from 'vitest';
import { contactArgument } from '../../../clients/cli/arguments.ts';

describe('a contact', () => {
  const olive = { name: 'Olive Owner', email: 'olive@gsa.gov' };

  it('has a name, an address and roles', () => {
    expect(contactArgument('Olive Owner <olive@gsa.gov> owner,technical')).toEqual([
      { ...olive, roles: ['owner', 'technical'] },
    ]);
  });

  it('has a language, if a last word names one', () => {
    expect(contactArgument('Olive Owner <olive@gsa.gov> owner,technical es')).toEqual([
      { ...olive, roles: ['owner', 'technical'], language: 'es' },
    ]);
  });

  it.each(['Olive Owner <olive@gsa.gov>', 'Olive Owner <olive@gsa.gov> owner, technical', 'olive@gsa.gov'])(
    'given %s, is refused with how to write it',
    (text) => {
      expect(() => contactArgument(text)).toThrow(/Write a contact as "Name <mail address> role,role"\./);
    },
  );
});
