# Sourced by findings about calendar files, after start.sh.

# vtimezone NAME: the rules of New York under any name.
vtimezone() {
  cat << ICS
BEGIN:VTIMEZONE
TZID:$1
BEGIN:DAYLIGHT
TZNAME:EDT
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:EST
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
END:STANDARD
END:VTIMEZONE
ICS
}

# calendar NAME METHOD ZONE LINE …: writes NAME.ics with one event of these lines; without a ZONE where it is empty.
calendar() {
  local name=$1 method=$2 zone=$3
  shift 3
  {
    printf '%s\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//example//notices//EN "METHOD:$method"
    [ -z "$zone" ] || vtimezone "$zone"
    printf '%s\n' BEGIN:VEVENT UID:day@sender.example DTSTAMP:20261101T120000Z "$@" END:VEVENT END:VCALENDAR
  } | sed 's/$/\r/' > "$name.ics"
}
