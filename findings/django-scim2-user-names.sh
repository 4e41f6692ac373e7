#!/usr/bin/env bash
# Two users whose names differ in case alone.
source "$(dirname "$0")/support/start.sh"
source "$support/scim.sh"
serve_django

echo "guess: the second one is refused with 409, for userName is unique and its case doesn't count (RFC 7643, 4.1.1)."
found "the first" 201 "$(ask POST /Users "{$user_schema,\"userName\":\"Rowan@agency.example\"}" | status)"
found "the second" 201 "$(ask POST /Users "{$user_schema,\"userName\":\"rowan@agency.example\"}" | status)"
found "users by that userName" "200 2" "$(matches /Users 'userName eq "rowan@agency.example"')"
