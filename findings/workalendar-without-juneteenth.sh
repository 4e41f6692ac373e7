#!/usr/bin/env bash
# 19 June has been a federal holiday since 2021 (5 U.S.C. 6103).
source "$(dirname "$0")/support/start.sh"
pypi_packages workalendar==17.0.0

echo "guess: a calendar of the United States has it, and so has that of the District of Columbia."
cat > days.py <<'PY'
from datetime import date
from workalendar.usa import DistrictOfColumbia, FederalReserveSystem, UnitedStates
for calendar in UnitedStates, DistrictOfColumbia, FederalReserveSystem:
    print("working day" if calendar().is_working_day(date(2026, 6, 19)) else "holiday")
PY
python/bin/python days.py > out.txt
found "UnitedStates: Friday, 19 June 2026 is a" "working day" "$(sed -n 1p out.txt)"
found "DistrictOfColumbia" "working day" "$(sed -n 2p out.txt)"
found "FederalReserveSystem" "holiday" "$(sed -n 3p out.txt)"
