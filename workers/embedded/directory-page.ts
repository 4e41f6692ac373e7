// Web pages that show the embedded directory: its tenants, and a tenant's users and groups.
import { escaped } from '../../activities/notices/message/html.ts';
import type { Resource, Tenant } from './directory-store.ts';
import type { Kind } from './directory-tables.ts';

/** The page of all tenants, with how many users and groups each holds. */
export function tenantsPage(tenants: Tenant[]): string {
  const rows = tenants.map((tenant) => {
    const inactive = tenant.countInactive();
    const link = `<a href="/tenants/${text(tenant.name)}">${text(tenant.name)}</a>`;
    return [link, `${tenant.count('Users') - inactive}`, `${inactive}`, `${tenant.count('Groups')}`];
  });
  return document(
    'Directory',
    table('Tenants', ['Tenant', 'Active users', 'Inactive users', 'Groups'], rows, 'No tenants yet.'),
  );
}

/**
 * The page of one tenant: some of its users, active or not, and some of its groups with their members.
 * @param parts which part of the users and of the groups, from 1 on, as the browser asks for it
 */
export function tenantPage(tenant: Tenant, parts: Record<Kind, unknown>): string {
  const wanted = { Users: partOf(parts.Users), Groups: partOf(parts.Groups) };
  const userRows = some(tenant, 'Users', wanted).map((user) => [
    text(user.id),
    text(user.displayName ?? user.userName),
    text(user.userName),
    user.active ? 'active' : '<strong>inactive</strong>',
    text(user.externalId),
    names(user.groups),
  ]);
  const groupRows = some(tenant, 'Groups', wanted).map((group) => [
    text(group.id),
    text(group.displayName),
    text(group.externalId),
    names(group.members),
  ]);
  return document(
    `Directory: ${tenant.name}`,
    '<p><a href="/">All tenants</a></p>' +
      table('Groups', ['ID', 'Name', 'External ID', 'Members'], groupRows, 'No groups.') +
      links(tenant, 'Groups', wanted) +
      table('Users', ['ID', 'Name', 'User name', 'Status', 'External ID', 'Groups'], userRows, 'No users.') +
      links(tenant, 'Users', wanted),
  );
}

const rowsInPart = 100;
const namesInCell = 100;

/** Which part of each kind is shown, from 1 on. */
type Parts = Record<Kind, number>;

function partOf(wanted: unknown): number {
  const part = Number(wanted ?? 1);
  return Number.isSafeInteger(part) && part > 0 ? part : 1;
}

function some(tenant: Tenant, kind: Kind, parts: Parts): Resource[] {
  return tenant.page(kind, rowsInPart, (parts[kind] - 1) * rowsInPart);
}

/** Links to the parts before and after this one. */
function links(tenant: Tenant, kind: Kind, parts: Parts): string {
  const last = Math.max(1, Math.ceil(tenant.count(kind) / rowsInPart));
  if (last === 1) return '';
  const link = (words: string, part: number) => {
    const { Users: users, Groups: groups }: Parts = { ...parts, [kind]: part };
    return part >= 1 && part <= last
      ? ` <a href="?users=${users}&amp;groups=${groups}#${kind}">${words}</a>`
      : '';
  };
  const here = `${kind}, part ${parts[kind]} of ${last}.`;
  return `<p>${here}${link('Previous', parts[kind] - 1)}${link('Next', parts[kind] + 1)}</p>`;
}

function names(related: Resource['members'] = []): string {
  const shown = related.slice(0, namesInCell).map(({ display }) => display);
  const more = related.length - shown.length;
  return text(shown.join(', ')) + (more > 0 ? `, and ${more} more` : '');
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
