#!/usr/bin/env bash
# An event at 1:30 on the day on which clocks go back, and one at 2:30 on the day on which they go forward.
source "$(dirname "$0")/support/start.sh"
source "$support/calendar.sh"
npm_packages ical.js@2.2.1 node-ical@0.27.2
pypi_packages icalendar==7.3.2
calendar twice PUBLISH America/New_York "DTSTART;TZID=America/New_York:20261101T013000" "SUMMARY:Maintenance"
calendar never PUBLISH America/New_York "DTSTART;TZID=America/New_York:20260308T023000" "SUMMARY:Maintenance"

echo "guess: the first 1:30 (05:30 UTC), and 2:30 by the offset before the gap (07:30 UTC), as RFC 5545, 3.3.5 says."
cat > icaljs.mjs <<'JS'
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
const file = new ICAL.Component(ICAL.parse(readFileSync(process.argv[2], 'utf8')));
console.log(new ICAL.Event(file.getFirstSubcomponent('vevent')).startDate.toJSDate().toISOString());
JS
cat > nodeical.mjs <<'JS'
import ical from 'node-ical';
const event = Object.values(ical.sync.parseFile(process.argv[2])).find(({ type }) => type === 'VEVENT');
console.log(event.start.toISOString());
JS
cat > icalendar-7.py <<'PY'
import sys, datetime, icalendar
event = icalendar.Calendar.from_ical(open(sys.argv[1]).read()).events[0]
print(event.start.astimezone(datetime.timezone.utc).isoformat())
PY
both() { echo "$("$@" twice.ics | cut -c12-16) $("$@" never.ics | cut -c12-16)"; }
found "ical.js 2.2.1" "06:30 06:30" "$(both node icaljs.mjs)"
found "node-ical 0.27.2" "06:30 07:30" "$(both node nodeical.mjs)"
found "icalendar 7.3.2" "05:30 07:30" "$(both python/bin/python icalendar-7.py)"
