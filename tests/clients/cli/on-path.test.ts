import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toReachOnegov } from '../../../clients/cli/on-path.ts';

describe('what to type in a terminal that has no onegov', () => {
  const path = process.env.PATH?.replaceAll(join(import.meta.dirname, '../../../bin'), '') ?? '';

  it('works as it stands, in any folder', () => {
    const typed = `${toReachOnegov(path)}; onegov --version`;
    const out = execFileSync('sh', ['-c', typed], { cwd: '/', env: { ...process.env, PATH: path } });
    expect(out.toString()).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('is nothing once it was typed', () => {
    const [, folder = ''] = /"(.+):\$PATH"/.exec(toReachOnegov(path) ?? '') ?? [];
    expect(toReachOnegov(`${path}:${folder}`)).toBeUndefined();
  });
});
