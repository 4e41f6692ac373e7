import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepSchedules } from '../../../workers/schedules.ts';
import { openRig, type Rig } from '../../support/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig({ isRehearsal: false });
});
afterAll(() => rig.close());

const onegov = (...words: string[]) => rig.onegov(words);

describe('before the schedules are there', () => {
  it('the watchdog says so, and exits with 1', async () => {
    const { code, out, err } = await onegov('watchdog');
    expect(out).toContain('There is no schedule weekly-digest.');
    expect(err).toBe('Watchdog: 3 problems with schedules\n');
    expect(code).toBe(1);
  });

  it('nothing can be mailed, and one sentence says what to do', async () => {
    const { code, err } = await onegov('digest', '--send');
    expect(err).toMatch(
      /^No schedule weekly-digest found in namespace \S+; "onegov up" .* when they start\.\n$/,
    );
    expect(code).toBe(1);
  });
});

describe('once they are there', () => {
  beforeAll(async () => {
    await keepSchedules(rig.agreements.client, () => {});
    await rig.start({ agency: 'gsa.gov' });
  });

  it('the watchdog needs no worker, and exits with 0 if everything is right', async () => {
    await rig.stopWorkers();
    const { code, out, err } = await onegov('watchdog');
    await rig.restartWorkers();
    expect(out).toBe(
      'Every obligation that was due has an outcome (1 open agreement).\nThere is nothing for you to do.\n',
    );
    expect([code, err]).toEqual([0, '']);
  });

  it('the digest is printed, for people or for programs', async () => {
    const { code, out } = await onegov('digest');
    expect(out).toMatch(/^What happened since \w+, \w+ \d+, \d+\n {2}1 agreement started$/m);
    expect(code).toBe(0);
    const json = await onegov('digest', '--json');
    expect(JSON.parse(json.out)).toMatchObject({
      subject: expect.stringContaining('Weekly digest'),
      found: 0,
    });
    expect(await rig.mailsTo(rig.operators)).toEqual([]);
  });

  it('the digest is mailed with --send', async () => {
    const { code, out } = await onegov('digest', '--send');
    expect(out).toBe('weekly-digest runs now; a worker mails what it finds.\n');
    expect(code).toBe(0);
    await expect.poll(() => rig.mailsTo(rig.operators)).toHaveLength(1);
  });
});
