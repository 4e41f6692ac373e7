#!/usr/bin/env bash
# A user who is in a group is deleted.
source "$(dirname "$0")/support/start.sh"
source "$support/scim.sh"
serve_scim2

echo "guess: the user leaves the group, and nobody can be added who isn't there."
user=$(created /Users "{$user_schema,\"userName\":\"rowan@agency.example\"}")
group=$(created /Groups "{$group_schema,\"displayName\":\"Readers\",\"members\":[{\"value\":\"$user\"}]}")
found "delete: status" 204 "$(ask DELETE "/Users/$user" | status)"
found "members after that" "the deleted user" "$(members "$group" | sed "s/^$user\$/the deleted user/")"
found "groups by members.value of the deleted user" "200 1" "$(matches /Groups "members.value eq \"$user\"")"
found "add of somebody who never was: status" 204 "$(patch "/Groups/$group" '{"op":"add","path":"members","value":[{"value":"nobody"}]}' | status)"
