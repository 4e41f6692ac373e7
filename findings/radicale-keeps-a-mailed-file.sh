#!/usr/bin/env bash
# A mailed calendar file is put on a CalDAV server as it came: a cancellation, then the older invitation over it.
source "$(dirname "$0")/support/start.sh"
source "$support/calendar.sh"
pypi_packages radicale==3.9.0
calendar first PUBLISH "" SEQUENCE:0 "DTSTART;VALUE=DATE:20261126" "SUMMARY:Last day"
calendar cancel CANCEL "" SEQUENCE:1 STATUS:CANCELLED "DTSTART;VALUE=DATE:20261126" "SUMMARY:Last day"

echo "guess: it refuses a file with METHOD, which none may have there (RFC 4791, 4.1), and a lower SEQUENCE."
port=$((20000 + RANDOM))
python/bin/python -m radicale --server-hosts "127.0.0.1:$port" --auth-type none \
  --storage-filesystem-folder "$work/store" > radicale.log 2>&1 &
request() {
  curl --silent --retry 20 --retry-connrefused --retry-delay 1 --request "$1" "http://127.0.0.1:$port/office/$2" "${@:3}"
}
request MKCOL "" > /dev/null
request MKCALENDAR days/ > /dev/null
put() {
  request PUT days/day.ics --header "Content-Type: text/calendar" --data-binary "@$1.ics" --output /dev/null --write-out '%{http_code}'
}
kept() { request GET days/day.ics | tr -d '\r' | grep -E '^(METHOD|SEQUENCE|STATUS)' | sort | tr '\n' ' '; }
found "PUT of a METHOD:CANCEL" 201 "$(put cancel)"
found "what it keeps" "METHOD:CANCEL SEQUENCE:1 STATUS:CANCELLED " "$(kept)"
found "PUT of the older invitation over it" 204 "$(put first)"
found "what it keeps" "METHOD:PUBLISH SEQUENCE:0 " "$(kept)"
