#!/usr/bin/env bash
# A web page from elsewhere, open in a browser on the machine, asks a mailbox for its mail.
source "$(dirname "$0")/support/start.sh"
npm_packages maildev@2.2.1

echo "guess: a mailbox that listens on 127.0.0.1 only is for this machine only."
port=$((20000 + RANDOM % 20000))
node_modules/.bin/maildev --smtp $((port + 1)) --web "$port" --ip 127.0.0.1 --mail-directory "$work/mail" --silent > maildev.log 2>&1 &
for _ in $(seq 100); do curl --silent "http://127.0.0.1:$port/email" > /dev/null && break || sleep 0.1; done

curl --silent --include --header "Origin: http://evil.example" "http://127.0.0.1:$port/email" | tr -d '\r' > cors.txt
found "Access-Control-Allow-Origin, for another origin" "*" "$(sed -n 's/^Access-Control-Allow-Origin: //p' cors.txt)"
found "status for another host name (DNS rebinding)" "200" \
  "$(curl --silent --output /dev/null --write-out '%{http_code}' --header "Host: evil.example" "http://127.0.0.1:$port/email")"
found "status of a WebSocket for another origin" "101" \
  "$(curl --silent --max-time 2 --output /dev/null --write-out '%{http_code}' --header "Origin: http://evil.example" \
    --header "Connection: Upgrade" --header "Upgrade: websocket" --header "Sec-WebSocket-Version: 13" \
    --header "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==" "http://127.0.0.1:$port/socket.io/?EIO=4&transport=websocket" || true)"
