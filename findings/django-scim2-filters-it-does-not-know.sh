#!/usr/bin/env bash
# A client looks up what it has created, by externalId (RFC 7643, 3.1) and by other attributes.
source "$(dirname "$0")/support/start.sh"
source "$support/scim.sh"
serve_django

echo "guess: each of these finds one; what it can't filter by, or no schema has, is refused with 400 invalidFilter (RFC 7644, 3.4.2.2)"
created /Users "{$user_schema,\"userName\":\"rowan@agency.example\",\"externalId\":\"E1\",\"active\":true}" > id.txt
created /Groups "{$group_schema,\"displayName\":\"Readers\",\"externalId\":\"G1\"}" > group.txt
found "users by userName" "200 1" "$(matches /Users 'userName eq "rowan@agency.example"')"
found "users by externalId" "200 0" "$(matches /Users 'externalId eq "E1"')"
found "users by id" "200 0" "$(matches /Users "id eq \"$(cat id.txt)\"")"
found "users by active eq true" "200 0" "$(matches /Users 'active eq true')"
found "users by an attribute that no schema has" "200 0" "$(matches /Users 'shoeSize eq "9"')"
found "groups by displayName" "200 0" "$(matches /Groups 'displayName eq "Readers"')"
