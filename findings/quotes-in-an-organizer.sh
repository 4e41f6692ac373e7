#!/usr/bin/env bash
# The organizer's name has quotation marks in it.
source "$(dirname "$0")/support/start.sh"
npm_packages ical-generator@10.2.0 ical.js@2.2.1 node-ical@0.27.2

echo "guess: the marks are left out, replaced or written as ^' (RFC 6868), for none may stand in a parameter (RFC 5545, 3.2)."
cat > write.mjs <<'JS'
import ical from 'ical-generator';
import ICAL from 'ical.js';
import reader from 'node-ical';
for (const name of ['Program office', 'Program office "West"']) {
  const calendar = ical();
  calendar.createEvent({ id: 'day', summary: 'Last day', start: new Date('2026-11-26T15:00:00Z'), organizer: { name, email: 'office@sender.example' } });
  const text = calendar.toString();
  const organizer = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent').getFirstProperty('organizer');
  const { organizer: other } = Object.values(reader.sync.parseICS(text)).find(({ type }) => type === 'VEVENT');
  console.log(/^ORGANIZER.*$/m.exec(text)[0].trim());
  console.log(organizer.getParameter('cn'));
  console.log(JSON.stringify(other?.val ?? null));
}
JS
node write.mjs > out.txt
found "without, in the file" 'ORGANIZER;CN="Program office":mailto:office@sender.example' "$(sed -n 1p out.txt)"
found "  node-ical reads" '"mailto:office@sender.example"' "$(sed -n 3p out.txt)"
found "with, in the file" 'ORGANIZER;CN="Program office \"West\"":mailto:office@sender.example' "$(sed -n 4p out.txt)"
found "  ical.js reads the name" 'Program office \' "$(sed -n 5p out.txt)"
found "  node-ical reads" 'null' "$(sed -n 6p out.txt)"
