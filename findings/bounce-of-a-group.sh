#!/usr/bin/env bash
# A member of a group has no mailbox: who is named in the bounce.
source "$(dirname "$0")/support/start.sh"

echo "guess: Original-Recipient is the group (team@agency.example), Final-Recipient the member (gone@partner.example)."
names() {
  bounce "$1" team@agency.example FAILURE
  found "$1, Original-Recipient" "$2" "$(field Original-Recipient "$1.txt")"
  found "$1, Final-Recipient" "$3" "$(field Final-Recipient "$1.txt")"
  [ -z "${4:-}" ] || found "$1, $4" "$5" "$(field "$4" "$1.txt")"
}
names postfix "rfc822;team@agency.example" "rfc822; gone@partner.example"
names exim "" "rfc822;team@agency.example" X-Failed-Recipients gone@partner.example
names sendmail "rfc822;team@agency.example" "RFC822; team@agency.example" X-Actual-Recipient "rfc822; gone@partner.example"
names opensmtpd "" "rfc822; gone@partner.example"
