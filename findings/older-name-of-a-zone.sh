#!/usr/bin/env bash
# timezones-ical-library is asked for the rules of a zone by one of its older names, which agencies still write.
source "$(dirname "$0")/support/start.sh"
npm_packages timezones-ical-library@2.3.2 ical-generator@10.2.0 ical.js@2.2.1

echo "guess: the VTIMEZONE has the name that was asked for, so that TZID= in the event finds it (RFC 5545, 3.2.19)."
cat > write.mjs <<'JS'
import ical from 'ical-generator';
import ICAL from 'ical.js';
import { tzlib_get_ical_block } from 'timezones-ical-library';
const rules = (name) => [tzlib_get_ical_block(name)].flat()[0];
for (const name of ['US/Eastern', 'America/Indianapolis', 'EST']) {
  const calendar = ical({ timezone: { name, generator: rules } });
  calendar.createEvent({ id: 'training', summary: 'Training', start: '2026-07-01T09:00:00', timezone: name });
  const text = calendar.toString();
  const names = [/^TZID:(.*)\r$/m, /^DTSTART;TZID=(.*?):/m].map((pattern) => pattern.exec(text)[1]);
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent'));
  console.log(...names, event.startDate.zone.tzid);
}
JS
node write.mjs > out.txt
found "US/Eastern: rules under, event in, read by ical.js as" "America/New_York US/Eastern floating" "$(sed -n 1p out.txt)"
found "America/Indianapolis" "America/Indiana/Indianapolis America/Indianapolis floating" "$(sed -n 2p out.txt)"
found "EST" "America/Panama EST floating" "$(sed -n 3p out.txt)"
