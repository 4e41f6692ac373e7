#!/usr/bin/env bash
# A server reads only the page that was asked for, and says how many there are in all, as totalResults is for.
source "$(dirname "$0")/support/start.sh"
npm_packages scimmy@1.3.5

echo "guess: a page that is handed over with its totalResults is passed on as it is."
cat > pages.mjs <<'JS'
import SCIMMY from 'scimmy';
const page = [{ id: 'u3' }, { id: 'u4' }, { id: 'u5' }];
const ids = ({ Resources }) => Resources.map(({ id }) => id).join(' ');
for (const totalResults of [5, 6])
  console.log(ids(new SCIMMY.Messages.ListResponse([...page], { startIndex: 3, count: 3, totalResults })));
JS
node pages.mjs > out.txt
found "the third to the fifth of 5" "u3 u4 u5" "$(sed -n 1p out.txt)"
found "the third to the fifth of 6" "u5" "$(sed -n 2p out.txt)"
