#!/usr/bin/env bash
# A filter on a part of an attribute, before and after there is a user without that attribute.
source "$(dirname "$0")/support/start.sh"
source "$support/scim.sh"
serve_scimmy 5.3.0

echo "guess: who has no emails doesn't match, and that is all (RFC 7644, 3.4.2.2)."
ask POST /Users "{$user_schema,\"userName\":\"u1\",\"emails\":[{\"value\":\"u1@agency.example\"}]}" > /dev/null
found "while all have emails: status and total" "200 1" "$(matches /Users 'emails.value eq "u1@agency.example"')"
ask POST /Users "{$user_schema,\"userName\":\"u2\"}" > /dev/null
found "when one has none" "400 -" "$(matches /Users 'emails.value eq "u1@agency.example"')"
echo "  $(ask GET '/Users?filter=emails.value%20eq%20%22u1@agency.example%22')"
