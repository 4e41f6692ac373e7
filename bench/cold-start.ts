// A cold `npm start`: nothing is in the cache, so the engine is downloaded, or built by Go with an empty cache of its own.
// Packages and Go modules that were downloaded before are still there, for both builds.
import { join } from 'node:path';
import type { Measurement } from './measurement.ts';
import { npmStart } from './npm-start.ts';

export const measurement: Measurement = {
  about: 'A cold npm start, to the end of the rehearsed year, in seconds',
  rounds: { short: 1, full: 1 },
  targets: [
    { ...{ name: 'a cold npm start', figure: 'seconds', atMost: 0.75 }, dividedBy: 'the other build' },
  ],

  async run({ folder, interruption }) {
    const begun = performance.now();
    const since = () => (performance.now() - begun) / 1000;
    const onegov = await npmStart(
      { folder: join(folder, 'data'), interruption },
      { ONEGOV_CACHE: join(folder, 'cache'), GOCACHE: join(folder, 'go-build') },
    );
    try {
      await onegov.says('A rehearsed year: ');
      const yearBegins = since();
      await onegov.says('A year in ');
      return { seconds: since(), 'until the year begins': yearBegins };
    } finally {
      await onegov.stop();
    }
  },
};
