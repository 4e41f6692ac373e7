#!/usr/bin/env bash
# A member is removed as Microsoft Entra asks for it: the path is members, and the value says which.
source "$(dirname "$0")/support/start.sh"
source "$support/scim.sh"
npm_packages scim-patch@0.8.3

echo "guess: all go: without a filter in the path all values are removed, and remove has no value (RFC 7644, 3.5.2.2)."
operation() { echo "{\"op\":\"remove\",\"path\":\"members\",\"value\":[{\"value\":\"$1\"}]}"; }
left() {
  local one other group
  one=$(created /Users "{$user_schema,\"userName\":\"one@agency.example\"}")
  other=$(created /Users "{$user_schema,\"userName\":\"other@agency.example\"}")
  group=$(created /Groups "{$group_schema,\"displayName\":\"Readers\"}")
  patch "/Groups/$group" "{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\"$one\"},{\"value\":\"$other\"}]}" > /dev/null
  echo "$(patch "/Groups/$group" "$(operation "$one")" | status), $(members "$group" | wc -w) left"
}
cat > patch.mjs <<'JS'
import { scimPatch } from 'scim-patch';
const group = { schemas: [], displayName: 'Readers', members: [{ value: 'one' }, { value: 'other' }], meta: {} };
console.log(scimPatch(group, [JSON.parse(process.argv[2])]).members.length, 'left');
JS
found "scim-patch 0.8.3" "1 left" "$(node patch.mjs "$(operation one)")"
serve_scimmy 5.3.0
found "scimmy 1.3.5" "200, 1 left" "$(left)"
port=$((port + 1))
serve_scim2
found "scim2-server 0.8.3" "400, 2 left" "$(left)"
port=$((port + 1))
serve_django
found "django-scim2 0.23.0" "200, 1 left" "$(left)"
