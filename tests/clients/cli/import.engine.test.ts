import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { daysAhead } from '../../support/days.ts';
import type { Ended, Running } from '../../support/onegov.ts';
import { openRig, type Rig } from '../../support/rig.ts';

const offer = 'openai-chatgpt-enterprise';
const federal = join(import.meta.dirname, '../../../data/current-federal.csv');
const folder = mkdtempSync(join(tmpdir(), 'import-'));

let rig: Rig;
beforeAll(async () => {
  rig = await openRig({ isRehearsal: false });
});
afterAll(async () => {
  await rig.close();
  rmSync(folder, { recursive: true });
});

/** `onegov import …` in a folder of its own; `meanwhile` may interfere. */
function importing(words: string[], meanwhile?: Running['meanwhile']): Promise<Ended> {
  const all = ['import', ...words, '--starts', daysAhead(30)];
  return rig.onegov(all, { cwd: folder, ...(meanwhile && { meanwhile }) });
}

async function listed(query: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of rig.agreements.list(query)) ids.push(id);
  return ids;
}

describe('the whole federal file', () => {
  const whole = [federal, '--format', 'dotgov', '--offer', offer, '--json'];

  it('is refused as it is, because seventeen organizations have no security contact of their own', async () => {
    const { code, out, err } = await importing(whole);
    expect(code).toBe(1);
    expect(err).toBe(
      "17 of 146 rows can't be used, so nothing was started. Correct them, or leave them out with --skip-invalid.\n",
    );
    const { rows } = JSON.parse(out);
    expect(rows).toHaveLength(17);
    expect(rows[0]).toMatchObject({
      line: 7,
      agency: 'arc.gov',
      reason: 'Security contact email: must name at least one contact',
    });
    expect(await listed('')).toEqual([]);
  });

  it('can be interrupted and run again: nothing starts twice, and refused rows can be corrected and imported', async () => {
    const [some, all] = [[...whole, '--skip-invalid'], 146];
    const interrupted = await importing([...some, '--concurrency', '2'], async (child) => {
      while ((await listed('')).length < 5) await pause(50);
      child.kill('SIGINT');
    });
    expect(interrupted.code).toBe(1);
    expect(interrupted.err).toMatch(
      /Interrupted: \d+ of 146 rows were not tried\. Run it again to go on\.\n$/,
    );
    const { started } = JSON.parse(interrupted.out).counts;
    expect(started).toBeGreaterThanOrEqual(5);

    const again = await importing([...some, '--report', 'left.csv']);
    expect(again.err).toMatch(/^(Starting .*\n)*17 of 146 rows were refused\.\n$/);
    expect(again.code).toBe(1);
    expect(JSON.parse(again.out)).toMatchObject({
      counts: { 'already there': started, started: all - 17 - started, refused: 17 },
      report: 'left.csv',
    });

    const left = readFileSync(join(folder, 'left.csv'), 'utf8');
    expect(left).toMatch(/^Domain name,.*,Security contact email,reason\r\n/);
    writeFileSync(join(folder, 'left.csv'), left.replaceAll('(blank)', 'somebody@agency.example'));
    const mended = await importing(['left.csv', '--format', 'dotgov', '--offer', offer]);
    expect(mended.err).toBe('');
    expect(mended.code).toBe(0);
    expect(mended.out).toMatch(/\n17 started\.\n$/);

    const ids = await listed(`OfferId = "${offer}"`);
    expect(ids).toHaveLength(all);
    expect(new Set(ids).size).toBe(all);
    expect(await rig.agreements.view(`agreement:${offer}:usda.gov`)).toMatchObject({
      agency: { name: 'Department of Agriculture', timeZone: 'America/New_York' },
      contacts: [{ name: 'Department of Agriculture security contact', roles: ['technical'] }],
      status: 'onboarding',
    });
  });
});

describe('a file of our own', () => {
  const file = join(folder, 'agencies.csv');
  const words = [file, '--offer', 'anthropic-claude'];

  it('starts as a whole, and not at all while a row is wrong', async () => {
    writeFileSync(
      file,
      'agency,owner_name,owner_email\ngsa.gov,Olive,olive@gsa.gov\nva.gov,Vera,vera at va.gov\n',
    );
    const refused = await importing(words);
    expect(refused).toMatchObject({
      code: 1,
      out: 'line 3, owner_email: must be one mail address such as owner@access-board.gov\n',
    });
    expect(existsSync(join(folder, 'agencies.refused.csv'))).toBe(false);
    expect(await listed('OfferId = "anthropic-claude"')).toEqual([]);
  });

  it('says with --dry-run what would start', async () => {
    const { code, out, err } = await importing([...words, '--dry-run']);
    expect(code).toBe(1);
    expect(err).toBe('1 of 2 rows were refused.\n');
    expect(out).toMatch(
      /2 +gsa\.gov +would start +\w{3}, \w{3} \d{1,2}, \d{4} +General Services Administration\n/,
    );
    expect(out).toMatch(/3 +va\.gov +refused +owner_email: must be one mail address/);
    expect(await listed('OfferId = "anthropic-claude"')).toEqual([]);
  });

  it('starts only the valid rows with --skip-invalid, and hands back the others', async () => {
    const { code, out } = await importing([...words, '--skip-invalid']);
    expect(code).toBe(1);
    expect(out).toContain('1 started, 1 refused.');
    expect(out).toContain('The refused rows are in agencies.refused.csv');
    expect(readFileSync(join(folder, 'agencies.refused.csv'), 'utf8')).toBe(
      'agency,owner_name,owner_email,reason\r\n' +
        'va.gov,Vera,vera at va.gov,owner_email: must be one mail address such as owner@access-board.gov\r\n',
    );
  });

  it('hands back the others with what separates the cells of the file, so that the same spreadsheet opens them', async () => {
    const other = join(folder, 'semicolons.csv');
    writeFileSync(other, '\uFEFFagency;owner_name;owner_email\r\nva.gov;Vera, V.;vera at va.gov\r\n');
    const { err } = await importing([other, ...words.slice(1), '--dry-run', '--report', 'semicolons-2.csv']);
    expect(err).toBe('1 of 1 rows were refused.\n');
    expect(readFileSync(join(folder, 'semicolons-2.csv'), 'utf8')).toMatch(
      /^agency;owner_name;owner_email;reason\r\nva\.gov;Vera, V\.;vera at va\.gov;owner_email: must be /,
    );
  });

  it('does not overwrite an earlier report', async () => {
    const { out } = await importing([...words, '--skip-invalid']);
    expect(out).toContain('1 already there, 1 refused.');
    expect(existsSync(join(folder, 'agencies.refused-2.csv'))).toBe(true);
  });

  it('is refused if the report would overwrite it', async () => {
    const { code, err } = await importing([...words, '--report', file]);
    expect(err).toBe(`--report names ${file} itself; name another file.\n`);
    expect(code).toBe(1);
  });

  it('reports each row that no worker answers for, and ends once three in a row got no answer', async () => {
    await rig.stopWorkers();
    writeFileSync(
      file,
      'agency,owner_name,owner_email\n'.concat('gsa.gov va.gov doi.gov usda.gov'.replace(/\S+ ?/g, row)),
    );
    const { code, out, err } = await importing([file, '--offer', 'xai-grok', '--concurrency', '1']);
    expect(err).toMatch(/^agreement:xai-grok:\S+\.gov exists, but no worker answers; /m);
    expect(code).toBe(1);
    expect(out.match(/refused .* exists, but no worker answers; /g)).toHaveLength(3);
    expect(out).toContain('3 refused.');
    expect(await listed('OfferId = "xai-grok"')).toHaveLength(3);
  });
});

function row(agency: string): string {
  return `${agency.trim()},Olive,olive@agency.example\n`;
}
