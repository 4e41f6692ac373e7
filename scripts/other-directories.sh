#!/usr/bin/env bash
# Rehearses a year with other directories, as PyPI has them: each must end with nobody active and no group left.
# It needs PyPI, and what `npm start` needs. The servers are those of findings/.
root=$(cd "$(dirname "$0")/.." && pwd)
source "$root/findings/support/start.sh"
source "$support/scim.sh"

# year SERVE_FUNCTION: starts that directory and everything else in the temp folder, and rehearses a year with it.
year() {
  "$1"
  local base=$((30000 + RANDOM % 20000))
  export SCIM_BASE_URL=$scim REHEARSAL_SCIM_BASE_URL=$scim ONEGOV_DATA=$work/data-$port XDG_CONFIG_HOME=$work
  export TEMPORAL_PORT=$base TEMPORAL_UI_PORT=$((base + 1)) MAILBOX_SMTP_PORT=$((base + 2)) MAILBOX_PORT=$((base + 3))
  export BOUNCE_SMTP_PORT=$((base + 4)) PAGES_PORT=$((base + 5)) PAGES_URL=http://127.0.0.1:$((base + 5))
  node "$root/bin/onegov.mjs" check-directory
  node "$root/bin/onegov.mjs" up > up.log 2>&1 &
  local up=$!
  until grep -q "Everything is up" up.log; do
    kill -0 "$up" || { cat up.log; return 1; }
    sleep 1
  done
  node "$root/bin/onegov.mjs" rehearse --agency access-board.gov --offer chatgpt | tee year.txt
  found "users" 4 "$(ask GET /Users | cut -d' ' -f2- | python3 -c 'import json, sys; print(len(json.load(sys.stdin)["Resources"]))')"
  found "  who are active" "" "$(ask GET /Users | cut -d' ' -f2- | python3 -c 'import json, sys; print(*(user["id"] for user in json.load(sys.stdin)["Resources"] if user["active"]))')"
  found "groups that are left" "" "$(ask GET /Groups | cut -d' ' -f2- | python3 -c 'import json, sys; print(*(group["id"] for group in json.load(sys.stdin)["Resources"]))')"
  found "the record says" "access is taken away" "$(grep -o 'done        access is taken away' year.txt | sed 's/^done *//')"
  kill "$up"
  wait "$up" || true
  port=$((port + 1))
}

year serve_django
year serve_scim2
