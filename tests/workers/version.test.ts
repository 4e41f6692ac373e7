// The version that workers run as.
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../config/config.ts';
import { versionOf } from '../../workers/version.ts';

const of = (env: Record<string, string>) => versionOf(readConfig(env).temporal);

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
});
