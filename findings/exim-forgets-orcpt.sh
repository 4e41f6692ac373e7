#!/usr/bin/env bash
# A message comes with ORCPT, and with or without NOTIFY.
source "$(dirname "$0")/support/start.sh"

echo "guess: the bounce has the Original-Recipient, and the next hop gets ORCPT: it doesn't depend on NOTIFY (RFC 3461, 4.2)."
bounce exim gone@partner.example
found "without NOTIFY, Original-Recipient" "" "$(field Original-Recipient exim.txt)"
bounce exim gone@partner.example FAILURE
found "with NOTIFY=FAILURE" "rfc822;gone@partner.example" "$(field Original-Recipient exim.txt)"
