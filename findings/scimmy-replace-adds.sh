#!/usr/bin/env bash
# PATCH of a group in the two ways that a value can be named: with a path, and in the value itself.
source "$(dirname "$0")/support/start.sh"
source "$support/scim.sh"
serve_scimmy 5.3.0

echo "guess: both ways of replace leave u3 alone in the group, and who is added twice is in it once (RFC 7644, 3.5.2.1, 3.5.2.3)."
new_group() { created /Groups "{$group_schema,\"displayName\":\"Readers\",\"members\":[{\"value\":\"u1\"},{\"value\":\"u2\"}]}"; }
group=$(new_group)
patch "/Groups/$group" '{"op":"replace","path":"members","value":[{"value":"u3"}]}' > /dev/null
found "replace with a path" "u3" "$(members "$group")"
group=$(new_group)
patch "/Groups/$group" '{"op":"replace","value":{"members":[{"value":"u3"}]}}' > /dev/null
found "replace without one" "u1 u2 u3" "$(members "$group")"
group=$(new_group)
patch "/Groups/$group" '{"op":"add","path":"members","value":[{"value":"u2"}]}' > /dev/null
found "add of a member" "u1 u2 u2" "$(members "$group")"
