#!/usr/bin/env bash
# A reader opens the file of an invitation, then the one that cancels it, then the first one again, from an older mail.
source "$(dirname "$0")/support/start.sh"
source "$support/calendar.sh"
pypi_packages khal==0.14.1
calendar first PUBLISH "" SEQUENCE:0 "DTSTART;VALUE=DATE:20261126" "SUMMARY:Last day"
calendar cancel CANCEL "" SEQUENCE:1 STATUS:CANCELLED "DTSTART;VALUE=DATE:20261126" "SUMMARY:Last day"

echo "guess: CANCEL takes the event out, and a lower SEQUENCE never replaces a higher one (RFC 5546, 3.2.5 and 2.1.5)."
mkdir calendar
cat > khal.conf << CONF
[calendars]
[[own]]
path = $work/calendar
[sqlite]
path = $work/khal.db
[locale]
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
local_timezone = America/New_York
default_timezone = America/New_York
CONF
khal() { python/bin/khal --config khal.conf "$@" 2> /dev/null; }
after() {
  khal import --batch "$1.ics" > /dev/null
  khal list --format '{title}{cancelled}' --day-format '' 2026-11-26 1d | sed 's/ *$//' | grep . | head -1 || true
}
found "after the first file" "Last day" "$(after first)"
found "after the cancellation" "Last dayCANCELLED" "$(after cancel)"
found "after the first file again" "Last day" "$(after first)"
