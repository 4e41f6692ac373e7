#!/usr/bin/env bash
# Days on which the executive branch was closed by an order of the President, in packages of US federal holidays.
source "$(dirname "$0")/support/start.sh"
npm_packages @18f/us-federal-holidays@4.0.0 date-holidays@3.37.0
pypi_packages holidays==0.109 pandas==3.1.1

echo "guess: a calendar of federal holidays has the days on which federal offices were closed."
days="2018-12-05 2024-12-24 2025-01-09 2025-12-24 2025-12-26"
cat > days.mjs <<'JS'
import federal from '@18f/us-federal-holidays';
import Holidays from 'date-holidays';
const days = process.argv.slice(2);
const us = new Holidays('US', { types: ['public', 'bank'] });
console.log(days.filter((day) => federal.isAHoliday(new Date(`${day}T12:00:00`))).length);
console.log(days.filter((day) => us.isHoliday(new Date(`${day}T12:00:00`))).length);
JS
cat > days.py <<'PY'
import sys, holidays
from pandas.tseries.holiday import USFederalHolidayCalendar
days = sys.argv[1:]
federal = USFederalHolidayCalendar().holidays("2018-01-01", "2026-01-01")
print(sum(day in federal for day in days))
print(sum(day in holidays.US() for day in days))
print(sum(day in holidays.US(categories=["government"]) for day in days))
PY
# shellcheck disable=SC2086
{ node days.mjs $days; python/bin/python days.py $days; } > out.txt
echo "of the five days $days:"
found "@18f/us-federal-holidays has" 0 "$(sed -n 1p out.txt)"
found "date-holidays, public" 0 "$(sed -n 2p out.txt)"
found "pandas, USFederalHolidayCalendar" 0 "$(sed -n 3p out.txt)"
found "PyPI holidays, at its presets" 0 "$(sed -n 4p out.txt)"
found "PyPI holidays, category government" 5 "$(sed -n 5p out.txt)"
