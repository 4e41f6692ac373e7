#!/usr/bin/env bash
# An event from 9:00 that lasts a day (DURATION:P1D), over the night on which clocks go back.
source "$(dirname "$0")/support/start.sh"
source "$support/calendar.sh"
npm_packages ical.js@2.2.1 node-ical@0.27.2
pypi_packages icalendar==7.3.2 icalevents==0.3.1
calendar day PUBLISH America/New_York "DTSTART;TZID=America/New_York:20261031T090000" "DURATION:P1D" "SUMMARY:Open day"

echo "guess: it ends at 9:00 the next day (14:00 UTC): a day in a duration is a day of the calendar (RFC 5545, 3.3.6)."
cat > icaljs.mjs <<'JS'
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
const file = new ICAL.Component(ICAL.parse(readFileSync('day.ics', 'utf8')));
console.log(new ICAL.Event(file.getFirstSubcomponent('vevent')).endDate.toJSDate().toISOString());
JS
cat > nodeical.mjs <<'JS'
import ical from 'node-ical';
const event = Object.values(ical.sync.parseFile('day.ics')).find(({ type }) => type === 'VEVENT');
console.log(event.end.toISOString());
JS
cat > icalendar-7.py <<'PY'
import datetime, icalendar
event = icalendar.Calendar.from_ical(open("day.ics").read()).events[0]
print(event.end.astimezone(datetime.timezone.utc).isoformat())
PY
cat > icalevents-0.py <<'PY'
import datetime
from icalevents.icalevents import events
utc = datetime.timezone.utc
month = {"start": datetime.datetime(2026, 10, 15, tzinfo=utc), "end": datetime.datetime(2026, 11, 15, tzinfo=utc)}
(event,) = events(string_content=open("day.ics", "rb").read(), **month)
print(event.end.astimezone(utc).isoformat())
PY
found "ical.js 2.2.1" "14:00" "$(node icaljs.mjs | cut -c12-16)"
found "icalendar 7.3.2" "14:00" "$(python/bin/python icalendar-7.py | cut -c12-16)"
found "node-ical 0.27.2" "13:00" "$(node nodeical.mjs | cut -c12-16)"
found "icalevents 0.3.1" "13:00" "$(python/bin/python icalevents-0.py | cut -c12-16)"
