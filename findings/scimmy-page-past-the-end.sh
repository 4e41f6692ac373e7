#!/usr/bin/env bash
# A client asks on until a page is empty, past the last of three users.
source "$(dirname "$0")/support/start.sh"
npm_packages scimmy@1.3.5

echo "guess: a page that starts after the last one is empty (RFC 7644, 3.4.2.4)."
cat > pages.mjs <<'JS'
import SCIMMY from 'scimmy';
for (const startIndex of [1, 3, 4, 9]) {
  const list = new SCIMMY.Messages.ListResponse([{ id: 'u1' }, { id: 'u2' }, { id: 'u3' }], { startIndex, count: 2 });
  console.log(list.Resources.map(({ id }) => id).join(' '));
}
JS
node pages.mjs > out.txt
found "startIndex=1" "u1 u2" "$(sed -n 1p out.txt)"
found "startIndex=3" "u3" "$(sed -n 2p out.txt)"
found "startIndex=4" "u1 u2" "$(sed -n 3p out.txt)"
found "startIndex=9" "u1 u2" "$(sed -n 4p out.txt)"
