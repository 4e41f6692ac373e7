#!/usr/bin/env bash
# A calendar is given the name of its time zone, and an event the moment it was written.
source "$(dirname "$0")/support/start.sh"
npm_packages ical-generator@10.2.0

echo "guess: DTSTAMP, CREATED and LAST-MODIFIED are in UTC, with a Z, as they must be (RFC 5545, 3.8.7)."
cat > write.mjs <<'JS'
import ical from 'ical-generator';
const now = new Date('2026-11-01T12:00:00Z');
const event = { id: 'day', summary: 'Last day', start: new Date('2026-11-26T15:00:00Z'), stamp: now, created: now, lastModified: now };
for (const timezone of [undefined, 'America/New_York']) {
  const calendar = ical(timezone ? { timezone } : {});
  calendar.createEvent(event);
  const stamps = calendar.toString().match(/^(DTSTAMP|CREATED|LAST-MODIFIED).*$/gm);
  console.log(stamps.map((line) => line.trim()).sort().join(' '));
}
JS
TZ=America/Los_Angeles node write.mjs > out.txt
found "no zone" "CREATED:20261101T120000Z DTSTAMP:20261101T120000Z LAST-MODIFIED:20261101T120000Z" "$(sed -n 1p out.txt)"
found "with timezone America/New_York, on a machine in Los Angeles" \
  "CREATED:20261101T040000 DTSTAMP:20261101T040000 LAST-MODIFIED:20261101T040000" "$(sed -n 2p out.txt)"
