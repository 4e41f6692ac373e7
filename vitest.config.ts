// How each kind of test runs: `unit` needs only Node; `engine` a Temporal server, mail and a directory; `browser` a Chromium.
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // The tests mostly wait, so three at once fill two cores.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    reporters: ['default', './tests/support/not-run.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.{engine,browser,servers}.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'engine',
          include: ['tests/**/*.engine.test.ts'],
          globalSetup: ['tests/support/engine.ts'],
          // Hides the warning that later versions of the AWS SDK will need Node 22.
          env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
          testTimeout: 120_000,
          hookTimeout: 300_000,
          // Temporal's visibility lags by a moment.
          expect: { poll: { timeout: 20_000, interval: 100 } },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/**/*.browser.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
