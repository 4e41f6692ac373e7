#!/usr/bin/env bash
# ORCPT has a plus as +2B (xtext). Whether the bounce decodes it.
source "$(dirname "$0")/support/start.sh"

echo "guess: Original-Recipient in a bounce has the plus again (RFC 3461, 6.3)."
decodes() {
  bounce "$1" gone+ai@partner.example FAILURE
  found "$1" "$2" "$(field Original-Recipient "$1.txt")"
}
decodes postfix "rfc822;gone+ai@partner.example"
decodes sendmail "rfc822;gone+ai@partner.example"
decodes exim "rfc822;gone+2Bai@partner.example"
decodes opensmtpd ""
