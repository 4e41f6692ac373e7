#!/usr/bin/env bash
# bounce.sh SERVER RECIPIENT [NOTIFY]: prints the bounce that the server writes of one message to that recipient.
source "$(dirname "$0")/mail.sh"
source "$support/$1.sh"
"start_$1" >&2
hand_over "$mx" "$2" "${3:-}"
bounced
tr -d '\r' < "$(grep -rl '^X-Envelope-To: notices@sender.example' mail)"
