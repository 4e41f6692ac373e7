#!/usr/bin/env bash
# A filter by userName in another case, in the two libraries that servers on Node filter with.
source "$(dirname "$0")/support/start.sh"
npm_packages scimmy@1.3.5 scim2-parse-filter@0.2.10

echo "guess: it finds the user: userName is not caseExact, externalId is (RFC 7643, 4.1.1 and 3.1)."
cat > filter.mjs <<'JS'
import SCIMMY from 'scimmy';
import { filter, parse } from 'scim2-parse-filter';
const users = [{ id: '1', userName: 'Rowan@agency.example' }];
const text = 'userName eq "rowan@agency.example"';
console.log(new SCIMMY.Types.Filter(text).match(structuredClone(users)).length);
console.log(users.filter(filter(parse(text))).length);
console.log(SCIMMY.Schemas.User.definition.attribute('userName').config.caseExact);
JS
node filter.mjs > out.txt
found "scimmy finds" 0 "$(sed -n 1p out.txt)"
found "scim2-parse-filter finds" 0 "$(sed -n 2p out.txt)"
found "caseExact of userName in scimmy's own schema" "false" "$(sed -n 3p out.txt)"
