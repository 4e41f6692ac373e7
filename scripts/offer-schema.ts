// Writes offers/offer.schema.json from the zod schema: `npm run schema`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { offerJsonSchema } from '../offers/catalogue.ts';

const file = join(import.meta.dirname, '../offers/offer.schema.json');
writeFileSync(file, `${JSON.stringify(offerJsonSchema(), null, 2)}\n`);
