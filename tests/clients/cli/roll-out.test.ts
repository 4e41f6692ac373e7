// `onegov versions` and `roll-out`: what they refuse before they ask any server.
import { expect, it } from 'vitest';
import { runOnegov } from '../../support/onegov.ts';

it.each([[['versions']], [['roll-out', '0.2.0']]])('%s needs the name of the deployment', async (words) => {
  expect(await runOnegov(words, { env: { TEMPORAL_DEPLOYMENT_NAME: '' } })).toEqual({
    code: 1,
    out: '',
    err: 'Workers run as no version here; set TEMPORAL_DEPLOYMENT_NAME to a name such as onegov, for them and for this command.\n',
  });
});

it.each(['0', '100', 'few'])('a part of %s percent is not understood', async (percent) => {
  const { code, err } = await runOnegov(['roll-out', '0.2.0', '--percent', percent]);
  expect([code, err]).toEqual([2, expect.stringContaining('Name a number above 0 and below 100.')]);
});
