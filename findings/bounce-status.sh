#!/usr/bin/env bash
# The next hop says 5.1.1 (no mailbox) or 5.2.2 (full): what the Status field of the bounce says.
source "$(dirname "$0")/support/start.sh"

echo "guess: the bounce repeats the next hop's enhanced code, 5.1.1 or 5.2.2 (RFC 3464, 2.3.4)."
says() {
  bounce "$1" gone@partner.example
  found "$1, no mailbox" "$2" "$(field Status "$1.txt")"
  found "  its Diagnostic-Code" "$4" "$(field Diagnostic-Code "$1.txt")"
  bounce "$1" full@partner.example
  found "$1, mailbox full" "$3" "$(field Status "$1.txt")"
}
says postfix 5.1.1 5.2.2 "smtp; 550 5.1.1 No mailbox here by that name"
says exim 5.0.0 5.0.0 "smtp; 550 5.1.1 No mailbox here by that name"
says opensmtpd 5.0.0 5.0.0 ""
