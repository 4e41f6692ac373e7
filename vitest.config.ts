// Which tests run how: `unit` needs nothing but Node, `engine` a Temporal server with mail and directory, `browser` a Chromium.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Most of what the tests do is wait: no core is left out.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.{engine,browser}.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'engine',
          include: ['tests/**/*.engine.test.ts'],
          globalSetup: ['tests/support/engine.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          // Visibility lags behind by a moment.
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
