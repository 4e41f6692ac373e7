#!/usr/bin/env bash
# A group is created with a member; then a member is added; then all are removed.
source "$(dirname "$0")/support/start.sh"
source "$support/scim.sh"
serve_django

echo "guess: one member, one member, none. To remove a path without a filter removes all its values (RFC 7644, 3.5.2.2)."
user=$(created /Users "{$user_schema,\"userName\":\"rowan@agency.example\"}")
group=$(created /Groups "{$group_schema,\"displayName\":\"Readers\",\"members\":[{\"value\":\"$user\"}]}")
found "members of the group that was created with one" "" "$(members "$group")"
found "add: status" 200 "$(patch "/Groups/$group" "{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\"$user\"}]}" | status)"
found "  members" "$user" "$(members "$group")"
found "remove members: status" 200 "$(patch "/Groups/$group" '{"op":"remove","path":"members"}' | status)"
found "  members" "$user" "$(members "$group")"
found "remove members[value eq …]: status" 501 "$(patch "/Groups/$group" "{\"op\":\"remove\",\"path\":\"members[value eq \\\"$user\\\"]\"}" | status)"
