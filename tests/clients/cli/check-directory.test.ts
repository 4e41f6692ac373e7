// `onegov check-directory` says in plain words what the directory can do, and ends with 1 if it can't be used.
import { describe, expect, it } from 'vitest';
import { openOddDirectory } from '../../activities/provisioning/odd-directory.ts';
import { runOnegov } from '../../support/onegov.ts';

describe('onegov check-directory', () => {
  it('ends with 0 for a directory with an oddity that another way gets around', async () => {
    const { url } = await openOddDirectory('no filter on externalId');
    const { code, out } = await runOnegov(['check-directory'], { env: { SCIM_BASE_URL: url } });
    expect(code).toBe(0);
    expect(out).toContain("odd    doesn't find users by externalId\n       Another way works.\n");
    expect(out).toMatch(
      /\nok {5}deletes groups\nThe directory can be used\. It is odd in 2 ways: read above what follows from each\.\n$/,
    );
  });

  it('ends with 0 for a directory that can do all', async () => {
    const { url } = await openOddDirectory('needs display');
    const { code, out } = await runOnegov(['check-directory'], { env: { SCIM_BASE_URL: url } });
    expect(code).toBe(0);
    expect(out).toMatch(/\nok {5}deletes groups\nThe directory can do all that access needs\.\n$/);
  });

  it('ends with 1 for a directory in which access can’t be given, and says so in one sentence', async () => {
    const { url } = await openOddDirectory('group post 500');
    const { code, out, err } = await runOnegov(['check-directory'], { env: { SCIM_BASE_URL: url } });
    expect(code).toBe(1);
    expect(out).toContain("FAILS  doesn't create groups with members\n");
    expect(err).toBe("The directory can't be used: it doesn't create groups with members.\n");
  });

  it('needs a directory of your own', async () => {
    const { code, err } = await runOnegov(['check-directory']);
    expect(code).toBe(1);
    expect(err).toBe('SCIM_BASE_URL is not set, and the embedded directory needs no check.\n');
  });
});
