// All English words, in one table.

import { access } from './en/access.ts';
import { around } from './en/around.ts';
import { contacts } from './en/contacts.ts';
import { deadlines } from './en/deadlines.ts';
import { features } from './en/features.ts';
import { formats } from './en/formats.ts';
import { onboarding } from './en/onboarding.ts';
import { renewal } from './en/renewal.ts';
import { sections } from './en/sections.ts';
import { training } from './en/training.ts';
import type { Words } from './words.ts';

export const english: Words = {
  ...formats,
  sections,
  letters: { ...onboarding, ...training, ...features, ...renewal, ...access, ...deadlines, ...contacts },
  around,
};
