#!/usr/bin/env bash
# An event at 9:00 in New York: with the zone's rules in the file under a name of its own, or with its usual name alone.
source "$(dirname "$0")/support/start.sh"
source "$support/calendar.sh"
npm_packages ical.js@2.2.1 node-ical@0.27.2
pypi_packages icalendar==7.3.2 ics==0.7.3 vobject==0.9.9
calendar own-name PUBLISH Agency/Capital "DTSTART;TZID=Agency/Capital:20260701T090000" "SUMMARY:Training"
calendar usual-name PUBLISH "" "DTSTART;TZID=America/New_York:20260701T090000" "SUMMARY:Training"

echo "guess: both are 13:00 UTC. A zone under its own name is what VTIMEZONE is for (RFC 5545, 3.6.5); the machine is in Tokyo."
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
cat > ics-0.py <<'PY'
import sys, ics
(event,) = ics.Calendar(open(sys.argv[1]).read()).events
print(event.begin.to("utc").isoformat())
PY
cat > vobject-0.py <<'PY'
import sys, datetime, vobject
start = vobject.readOne(open(sys.argv[1]).read()).vevent.dtstart.value
print(start.astimezone(datetime.timezone.utc).isoformat())
PY
export TZ=Asia/Tokyo
both() { echo "$("$@" own-name.ics 2>&1 | tail -1 | cut -c12-16) $("$@" usual-name.ics 2>&1 | tail -1 | cut -c12-16)"; }
found "ical.js 2.2.1 reads rules, no names" "13:00 00:00" "$(both node icaljs.mjs)"
found "node-ical 0.27.2 reads names, no rules" "00:00 13:00" "$(both node nodeical.mjs)"
found "ics 0.7.3 takes a name it doesn't know for UTC" "09:00 13:00" "$(both python/bin/python ics-0.py)"
found "vobject 0.9.9" "13:00 13:00" "$(both python/bin/python vobject-0.py)"
found "icalendar 7.3.2" "13:00 13:00" "$(both python/bin/python icalendar-7.py)"
