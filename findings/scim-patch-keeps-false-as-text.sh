#!/usr/bin/env bash
# A user is deactivated with "False", as Microsoft Entra writes it.
source "$(dirname "$0")/support/start.sh"
npm_packages scim-patch@0.8.3 scimmy@1.3.5

echo "guess: a boolean is made of it, or it is refused with 400 invalidValue (RFC 7643, 2.3.2; RFC 7644, 3.12)."
cat > patch.mjs <<'JS'
import { scimPatch } from 'scim-patch';
import SCIMMY from 'scimmy';
const operation = { op: 'replace', path: 'active', value: 'False' };
const user = () => ({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], id: '1', userName: 'u1', active: true, meta: {} });
const { active } = scimPatch(user(), [operation]);
console.log(typeof active, active, active ? 'truthy' : 'falsy');
const message = new SCIMMY.Messages.PatchOp({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [operation] });
console.log(await message.apply(new SCIMMY.Schemas.User(user())).then(() => 'taken', ({ status, scimType }) => `${status} ${scimType}`));
JS
node patch.mjs > out.txt
found "scim-patch's active" "string False truthy" "$(sed -n 1p out.txt)"
found "scimmy answers" "400 invalidValue" "$(sed -n 2p out.txt)"
