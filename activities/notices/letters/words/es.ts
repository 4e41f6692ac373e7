// All Spanish words, in one table.

import { access } from './es/access.ts';
import { around } from './es/around.ts';
import { contacts } from './es/contacts.ts';
import { deadlines } from './es/deadlines.ts';
import { features } from './es/features.ts';
import { formats } from './es/formats.ts';
import { onboarding } from './es/onboarding.ts';
import { renewal } from './es/renewal.ts';
import { sections } from './es/sections.ts';
import { training } from './es/training.ts';
import type { Words } from './words.ts';

export const spanish: Words = {
  ...formats,
  sections,
  letters: { ...onboarding, ...training, ...features, ...renewal, ...access, ...deadlines, ...contacts },
  around,
};
