// The version that workers run as.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../config/config.ts';
import { versionOf } from '../../workers/version.ts';
import { otherCode } from '../support/other-code.ts';

const of = (env: Record<string, string>, root?: string) => versionOf(readConfig(env).temporal, root);

describe('workers', () => {
  it('run as no version unless the settings name a deployment', () => {
    expect(of({})).toBeUndefined();
  });

  it('run as the release and a hash of the code, or as the version that the settings name', () => {
    const deployment = { TEMPORAL_DEPLOYMENT_NAME: 'onegov' };
    const made = of(deployment);
    expect(made).toEqual({
      deploymentName: 'onegov',
      buildId: expect.stringMatching(/^\d+\.\d+\.\d+-[0-9a-f]{8}$/),
    });
    expect(of(deployment)).toEqual(made);
    expect(of({ ...deployment, TEMPORAL_WORKER_BUILD_ID: '2026.12' })?.buildId).toBe('2026.12');
  });

  it('are another version after a change of the code, and the same one with an offer of an operator', async () => {
    const deployment = { TEMPORAL_DEPLOYMENT_NAME: 'onegov' };
    const code = otherCode();
    onTestFinished(code.remove);
    const before = of(deployment, code.folder);
    writeFileSync(join(code.folder, 'offers/ours.json'), '{}');
    expect(of(deployment, code.folder)).toEqual(before);
    const edit = { file: 'workers/version.ts', from: '/** All that workers run. */', to: '/** All. */' };
    const after = await code.edited([edit], async () => of(deployment, code.folder));
    expect(after?.buildId).not.toBe(before?.buildId);
  });
});
