// Writes the JSON Schemas in offers/, made from the zod schemas: `npm run schema`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { templateJsonSchema } from '../activities/notices/templates/template.ts';
import { offerJsonSchema } from '../offers/catalog.ts';

const folder = join(import.meta.dirname, '../offers');
const schemas = {
  'offer.schema.json': offerJsonSchema(),
  'templates/template.schema.json': templateJsonSchema(),
};
for (const [file, schema] of Object.entries(schemas))
  writeFileSync(join(folder, file), `${JSON.stringify(schema, null, 2)}\n`);
