#!/usr/bin/env bash
# A day every year, from 29 February 2024 on.
source "$(dirname "$0")/support/start.sh"
source "$support/calendar.sh"
npm_packages ical.js@2.2.1 rrule@2.8.1
pypi_packages icalendar==7.3.2 recurring-ical-events==3.8.2
calendar leap PUBLISH "" "DTSTART;VALUE=DATE:20240229" "RRULE:FREQ=YEARLY" "SUMMARY:The day that the term began"

echo "guess: it comes in leap years only: a date that isn't there is left out (RFC 5545, 3.3.10)."
cat > icaljs.mjs <<'JS'
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
const file = new ICAL.Component(ICAL.parse(readFileSync('leap.ics', 'utf8')));
const days = new ICAL.Event(file.getFirstSubcomponent('vevent')).iterator();
console.log([1, 2, 3].map(() => days.next().toString()).join(' '));
JS
cat > rrule.mjs <<'JS'
import rrule from 'rrule';
const rule = rrule.rrulestr('DTSTART:20240229T000000Z\nRRULE:FREQ=YEARLY;COUNT=3');
console.log(rule.all().map((day) => day.toISOString().slice(0, 10)).join(' '));
JS
cat > recurring.py <<'PY'
import icalendar, recurring_ical_events
calendar = icalendar.Calendar.from_ical(open("leap.ics").read())
print(*(str(event.start) for event in recurring_ical_events.of(calendar).between((2024, 1, 1), (2033, 1, 1))))
PY
found "ical.js 2.2.1" "2024-02-29 2025-03-01 2026-03-01" "$(node icaljs.mjs)"
found "rrule 2.8.1" "2024-02-29 2028-02-29 2032-02-29" "$(node rrule.mjs)"
found "recurring-ical-events 3.8.2" "2024-02-29 2028-02-29 2032-02-29" "$(python/bin/python recurring.py)"
