#!/usr/bin/env bash
# Haraka gives up on what was a passing trouble at each of its tries. It is told to give up after the first one.
source "$(dirname "$0")/support/start.sh"

echo "guess: a trouble that passes keeps its 4.x.x, or becomes 4.4.7, in the Status of the bounce (RFC 3463, 3.5)."
says() {
  bounce haraka "$2"
  found "$1: Status" "$3" "$(field Status haraka.txt | sed 's/ .*//')"
  echo "  Diagnostic-Code: $(field Diagnostic-Code haraka.txt)"
}
says "the next hop says 451 4.2.1" later@partner.example 5.2.1
says "no connection to the next hop" rowan@down.example 5.1.2
