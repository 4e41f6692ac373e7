#!/usr/bin/env bash
# Inauguration Day (20 January 2021) is a holiday of federal employees in and around the District of Columbia.
source "$(dirname "$0")/support/start.sh"
npm_packages date-holidays@3.37.0
pypi_packages holidays==0.109

echo "guess: for the District, a holiday package has it, and has no day on which federal offices there are open."
cat > days.mjs <<'JS'
import Holidays from 'date-holidays';
const district = new Holidays('US', 'DC', { types: ['public'] });
console.log(['2021-01-20', '2021-04-16'].map((day) => (district.isHoliday(new Date(`${day}T12:00:00`)) ? 'yes' : 'no')).join(' '));
JS
cat > days.py <<'PY'
import holidays
for categories in ["public"], ["government"]:
    district = holidays.US(subdiv="DC", categories=categories, years=[2021, 2025])
    print(*("yes" if day in district else "no" for day in ("2021-01-20", "2021-04-16", "2025-01-09")))
PY
{ node days.mjs; python/bin/python days.py; } > out.txt
echo "Inauguration Day 2021; Emancipation Day 2021 (a holiday of the District's own government); the closure of 9 January 2025:"
found "date-holidays, US DC" "no yes" "$(sed -n 1p out.txt)"
found "PyPI holidays, DC, public" "yes yes no" "$(sed -n 2p out.txt)"
found "PyPI holidays, DC, government" "no no yes" "$(sed -n 3p out.txt)"
