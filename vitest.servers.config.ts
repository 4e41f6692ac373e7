// The tests with real mail servers, apart from the others: they need Debian, root and some minutes. `npm run test:servers`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.servers.test.ts'],
    globalSetup: ['tests/support/engine.ts'],
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    disableConsoleIntercept: true,
    hookTimeout: 300_000,
  },
});
