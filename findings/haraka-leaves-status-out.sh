#!/usr/bin/env bash
# The next hop refuses with 550 5.7.26, the code for mail that passes neither SPF nor DKIM.
source "$(dirname "$0")/support/start.sh"

echo "guess: the bounce has a Status, for that field is required (RFC 3464, 2.3.4)."
bounce haraka policy@partner.example
found "Action" "failed" "$(field Action haraka.txt)"
found "Status" "" "$(field Status haraka.txt)"
found "Diagnostic-Code" "smtp;550 5.7.26 The sender's domain has neither SPF nor DKIM " "$(field Diagnostic-Code haraka.txt)"
bounce haraka gone@partner.example
found "for 550 5.1.1: Status" "5.1.1" "$(field Status haraka.txt | sed 's/ .*//')"
