#!/usr/bin/env bash
# The SDK's packages as npm installs them, and its own function that makes JSON of a history.
source "$(dirname "$0")/support/start.sh"
source "$support/temporal.sh"
temporal_packages

echo "guess: historyToJSON works after npm install, without another package to install."
cat > run.mjs <<'JS'
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import proto from '@temporalio/proto';
try {
  console.log(historyToJSON(proto.temporal.api.history.v1.History.create({ events: [] })));
} catch (error) {
  console.log(`${error.name}: ${error.message}`);
}
JS
found "historyToJSON" "TypeError: type must be a Type" "$(node run.mjs 2>&1 | tail -1)"
npm install --silent --no-audit --no-fund --ignore-scripts protobufjs@8.8.1 > /dev/null 2>&1
found "once protobufjs is installed beside them, so that there is one copy" '{}' "$(node run.mjs 2>&1 | tail -1)"
