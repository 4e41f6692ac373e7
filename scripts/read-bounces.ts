// Reads each file of a folder as mail that came to a bounce address, and counts what is made of them:
//   npx tsx scripts/read-bounces.ts FOLDER [--list]
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Reading, readMail } from '../activities/bounces/read-bounces.ts';
import { meaningOf } from '../agreements/delivery/bounce-meaning.ts';

const [folder = '.', list] = process.argv.slice(2);
const counts = new Map<string, number>();
for (const file of readdirSync(folder).toSorted()) {
  const reading = await readMail(readFileSync(join(folder, file)));
  const kind = kindOf(reading);
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
  if (list) console.log(`${kind}\t${file}\t${detailsOf(reading)}`);
}
for (const [kind, count] of [...counts].toSorted()) console.log(`${count}\t${kind}`);

function kindOf(reading: Reading): string {
  if (reading.is === 'nothing') return 'rightly nothing';
  if (reading.is !== 'report') return `told to the operators (${reading.is})`;
  return reading.bounces.every(({ action }) => action === 'delayed') ? 'delayed' : 'failed';
}

function detailsOf(reading: Reading): string {
  if (reading.is === 'nothing') return '';
  if (reading.is !== 'report') return reading.lines.join(' | ');
  return reading.bounces
    .map((bounce) => {
      const { action, status = '', recipient = '', member, diagnostic } = bounce;
      const meaning = action === 'failed' ? meaningOf(bounce) : action;
      return `${meaning} ${status} ${recipient}${member ? ` (${member})` : ''}: ${diagnostic}`;
    })
    .join(' || ');
}
