#!/usr/bin/env bash
# New Year's Day 2028 is a Saturday, so it is observed on Friday, 31 December 2027.
source "$(dirname "$0")/support/start.sh"
npm_packages @18f/us-federal-holidays@4.0.0

echo "guess: the holidays of 2027, of December 2027 and isAHoliday agree on 31 December 2027."
cat > days.mjs <<'JS'
import federal from '@18f/us-federal-holidays';
const said = (holidays) => holidays.some(({ dateString }) => dateString === '2027-12-31');
console.log(said(federal.allForYear(2027)));
console.log(said(federal.inRange(new Date('2027-12-01T00:00:00'), new Date('2027-12-31T23:59:59'))));
console.log(said(federal.allForYear(2028)));
console.log(federal.isAHoliday(new Date('2027-12-31T12:00:00')));
JS
node days.mjs > out.txt
found "allForYear(2027) has it" false "$(sed -n 1p out.txt)"
found "inRange of December 2027" false "$(sed -n 2p out.txt)"
found "allForYear(2028)" true "$(sed -n 3p out.txt)"
found "isAHoliday" true "$(sed -n 4p out.txt)"
