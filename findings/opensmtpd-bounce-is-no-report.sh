#!/usr/bin/env bash
# How a bounce of OpenSMTPD can be told from other mail.
source "$(dirname "$0")/support/start.sh"

echo "guess: it is a multipart/report (RFC 6522), says Auto-Submitted (RFC 3834), and returns headers only, as RET=HDRS asks."
bounce opensmtpd gone@partner.example
found "Content-Type" "multipart/mixed" "$(field Content-Type opensmtpd.txt | cut -d';' -f1)"
found "Auto-Submitted" "" "$(field Auto-Submitted opensmtpd.txt)"
found "In-Reply-To or References" "" "$(field In-Reply-To opensmtpd.txt)$(field References opensmtpd.txt)"
found "the body in the part text/rfc822-headers" "It ends soon." "$(sed -n '/^Content-Type: text\/rfc822-headers/,$p' opensmtpd.txt | grep 'It ends')"
