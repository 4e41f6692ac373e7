#!/usr/bin/env bash
# One program reads the end of an event with icalendar, before and after it imports icalevents.
source "$(dirname "$0")/support/start.sh"
source "$support/calendar.sh"
pypi_packages icalendar==7.3.2 icalevents==0.3.1
calendar day PUBLISH America/New_York "DTSTART;TZID=America/New_York:20261031T090000" "DURATION:P1D" "SUMMARY:Open day"

echo "guess: an import of another package changes no answer."
cat > read.py <<'PY'
import datetime, icalendar
def end():
    event = icalendar.Calendar.from_ical(open("day.ics").read()).events[0]
    return event.end.astimezone(datetime.timezone.utc).isoformat()
print(end())
import icalevents.icalevents
print(end())
PY
python/bin/python read.py > out.txt
found "before" "2026-11-01T14:00:00+00:00" "$(sed -n 1p out.txt)"
found "after" "2026-11-01T13:00:00+00:00" "$(sed -n 2p out.txt)"
