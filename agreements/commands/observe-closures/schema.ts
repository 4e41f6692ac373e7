// The JSON of "observe-closures".
import { z } from 'zod';
import { closuresSchema } from '../../offer/schema.ts';
import { asked, type Parsed } from '../shared/schema.ts';

export const observeClosuresSchema = z.strictObject({
  type: z.literal('observe-closures'),
  ...asked,
  /** These replace all closures that it observes. Those of other areas don't count. */
  closures: closuresSchema,
});

export type ObserveClosures = Parsed<typeof observeClosuresSchema>;
