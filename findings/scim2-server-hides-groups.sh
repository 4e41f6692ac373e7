#!/usr/bin/env bash
# A user is put into a group, then read and searched for.
source "$(dirname "$0")/support/start.sh"
source "$support/scim.sh"
serve_scim2

echo "guess: the user shows the group, and the filter that names it finds the user."
user=$(created /Users "{$user_schema,\"userName\":\"rowan@agency.example\"}")
group=$(created /Groups "{$group_schema,\"displayName\":\"Readers\",\"members\":[{\"value\":\"$user\"}]}")
found "groups that the user shows" "none" "$(ask GET "/Users/$user" | cut -d' ' -f2- |
  python3 -c 'import json, sys; print(len(json.load(sys.stdin).get("groups", [])) or "none")')"
found "users by groups.value" "200 0" "$(matches /Users "groups.value eq \"$group\"")"
found "groups by members.value" "200 1" "$(matches /Groups "members.value eq \"$user\"")"
