#!/usr/bin/env bash
# Three users, two to a page, from scimmy-routers over Express 4 and over Express 5; it says that both will do.
source "$(dirname "$0")/support/start.sh"
source "$support/scim.sh"

echo "guess: with startIndex=3 and count=2 there is one, u3."
for express in 4.21.2 5.3.0; do
  mkdir "express-$express"
  cd "express-$express"
  port=$((port + 1))
  serve_scimmy "$express"
  for name in u1 u2 u3; do ask POST /Users "{$user_schema,\"userName\":\"$name\"}" > /dev/null; done
  seen=$(ask GET '/Users?startIndex=3&count=2' | cut -d' ' -f2- |
    python3 -c 'import json, sys; list = json.load(sys.stdin); print(*(user["userName"] for user in list["Resources"]), list["startIndex"], list["itemsPerPage"])')
  case $express in
    4*) found "Express 4: users, startIndex, itemsPerPage" "u3 3 2" "$seen" ;;
    5*) found "Express 5: users, startIndex, itemsPerPage" "u1 u2 u3 1 20" "$seen" ;;
  esac
  cd ..
done
