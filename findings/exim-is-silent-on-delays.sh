#!/usr/bin/env bash
# Mail that can't be delivered yet, sent with NOTIFY=DELAY: whether Exim tells the sender. All its settings but the time
# (1 second in place of 24 hours) are its own.
source "$(dirname "$0")/support/mail.sh"
source "$support/exim.sh"

start_exim "delay_warning = 1s"
echo "guess: whoever asks for NOTIFY=DELAY is told of the delay (RFC 3461, 4.1), whatever kind of message it is."
tried_three_times() { [ "$(grep -c '== later@partner.example' mainlog)" -ge 3 ]; }
delays() {
  rm -f mail/*
  : > mainlog
  hand_over "$mx" later@partner.example FAILURE,DELAY "$1"
  until_true tried_three_times
  if grep -rqs '^Action: delayed' mail; then echo told; else echo "not told"; fi
  rm -rf spool/input/*
}
found "mail of a person" "told" "$(delays "")"
found "mail with Auto-Submitted: auto-generated" "not told" "$(delays "Auto-Submitted: auto-generated")"
found "mail with List-Id" "not told" "$(delays "List-Id: <notices.sender.example>")"
found "mail with Precedence: bulk" "not told" "$(delays "Precedence: bulk")"
echo "its own preset: $(exim4 -C "$work/exim.conf" -bP delay_warning_condition | tr -d '\n')"
