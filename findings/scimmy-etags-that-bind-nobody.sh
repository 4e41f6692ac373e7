#!/usr/bin/env bash
# A client changes a user on the condition of an ETag that it has read, and that is out of date.
source "$(dirname "$0")/support/start.sh"
source "$support/scim.sh"
serve_scimmy 5.3.0

echo "guess: whoever sends ETags answers 412 to a stale If-Match (RFC 7644, 3.14; RFC 9110, 13.1.1)."
user=$(created /Users "{$user_schema,\"userName\":\"u1\",\"active\":true}")
ask GET "/Users/$user" > /dev/null
stale=$(tr -d '\r' < headers.txt | sed -n 's/^etag: //Ip')
found "it sends an ETag" "yes" "$([ -n "$stale" ] && echo yes)"
patch "/Users/$user" '{"op":"replace","path":"title","value":"Chief"}' > /dev/null
found "PATCH with the ETag of before" 200 "$(patch "/Users/$user" '{"op":"replace","path":"active","value":false}' "If-Match: $stale" | status)"
ask GET "/Users/$user?attributes=userName" > /dev/null
one=$(tr -d '\r' < headers.txt | sed -n 's/^etag: //Ip')
ask GET "/Users/$user" > /dev/null
other=$(tr -d '\r' < headers.txt | sed -n 's/^etag: //Ip')
found "one version, asked for in part and in full, has one ETag" "no" "$([ "$one" = "$other" ] && echo yes || echo no)"
