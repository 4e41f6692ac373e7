// The Temporal UI on a machine that does not have it yet: it is built and started while everything else already runs.
import type { Config } from '../../config/config.ts';
import { type Child, startChild } from './child-process.ts';
import { engineCache } from './find.ts';
import { uiOrder } from './programs.ts';
import type { Reporter } from './progress.ts';
import { builtTool, tools } from './source-build.ts';

/** Builds the UI and starts it. Says when it is up, or why it can't be; everything else goes on without it. */
export function startUiLater(config: Config, reporter: Reporter): Pick<Child, 'broken' | 'stop'> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const say = (line: string) => signal.aborted || reporter.say(line);
  const start = async () => {
    try {
      const program = await builtTool(engineCache(config), tools.ui, reporter, {
        isBackground: true,
        signal,
      });
      const ui = await startChild(uiOrder(config, program));
      say(`The Temporal UI is up: http://127.0.0.1:${config.temporal.uiPort}`);
      return ui;
    } catch (error) {
      say(`There is no Temporal UI. ${(error as Error).message}`);
      return undefined;
    }
  };
  const started = start();
  const broken = started.then((ui) => ui?.broken ?? new Promise<never>(() => {}));
  broken.catch(() => {});
  return {
    broken,
    async stop() {
      stopping.abort();
      await (await started)?.stop();
    },
  };
}
