// Web pages that show the embedded directory: its tenants, and a tenant's users and groups.
import { escaped } from '../../activities/notices/message/html.ts';
import type { Tenant } from './directory-store.ts';

/** The page of all tenants, with how many users and groups each holds. */
export function tenantsPage(tenants: Tenant[]): string {
  const rows = tenants.map((tenant) => {
    const { users, groups } = tenant.contents();
    const active = users.filter((user) => user.active).length;
    const link = `<a href="/tenants/${text(tenant.name)}">${text(tenant.name)}</a>`;
    return [link, `${active}`, `${users.length - active}`, `${groups.length}`];
  });
  return document(
    'Directory',
    table('Tenants', ['Tenant', 'Active users', 'Inactive users', 'Groups'], rows, 'No tenants yet.'),
  );
}

/** The page of one tenant: its users, active or not, and its groups with their members. */
export function tenantPage(tenant: Tenant): string {
  const { users, groups } = tenant.contents();
  const names = new Map(users.map((user) => [user.id, user.displayName ?? user.userName]));
  const userRows = users.map((user) => [
    text(user.id),
    text(names.get(user.id)),
    text(user.userName),
    user.active ? 'active' : '<strong>inactive</strong>',
    text(user.externalId),
    text(
      groups
        .filter((group) => group.members.includes(user.id))
        .map((group) => group.displayName)
        .join(', '),
    ),
  ]);
  const groupRows = groups.map((group) => [
    text(group.id),
    text(group.displayName),
    text(group.externalId),
    text(group.members.map((member) => names.get(member)).join(', ')),
  ]);
  return document(
    `Directory: ${tenant.name}`,
    '<p><a href="/">All tenants</a></p>' +
      table('Groups', ['ID', 'Name', 'External ID', 'Members'], groupRows, 'No groups.') +
      table('Users', ['ID', 'Name', 'User name', 'Status', 'External ID', 'Groups'], userRows, 'No users.'),
  );
}

/** A table with its caption as heading; the cells are HTML. */
function table(caption: string, heads: string[], rows: string[][], empty: string): string {
  if (rows.length === 0) return `<h2>${caption}</h2><p>${empty}</p>`;
  const headRow = heads.map((head) => `<th scope="col">${head}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n');
  return `<h2 id="${caption}">${caption}</h2>
<div role="region" aria-labelledby="${caption}" tabindex="0">
<table aria-labelledby="${caption}"><thead><tr>${headRow}</tr></thead><tbody>
${body}
</tbody></table></div>`;
}

function document(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid #8888; padding: 0.3rem 1rem 0.3rem 0; text-align: left; vertical-align: top; }
div[role="region"] { overflow-x: auto; }
</style>
</head>
<body>
<main>
<h1>${text(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

function text(value = ''): string {
  return escaped(value);
}
