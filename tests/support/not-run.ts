// Says at the end of a run which test files were not run, and what to install.
import { relative } from 'node:path';
import type { Reporter, TestModule, Vitest } from 'vitest/node';
import { readConfig } from '../../config/config.ts';
import { missingParts } from './parts.ts';

export default class NotRun implements Reporter {
  private vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.vitest = vitest;
  }

  onTestRunEnd(modules: ReadonlyArray<TestModule>): void {
    for (const { whatToDo, files } of missingParts(readConfig())) {
      const notRun = modules
        .map(({ moduleId, children }) => ({
          file: this.pathOf(moduleId),
          tests: [...children.allTests('skipped')].length,
        }))
        .filter(({ file, tests }) => files.includes(file) && tests > 0);
      if (notRun.length === 0) continue;
      this.vitest?.logger.log(`Not run: ${whatToDo}.`);
      for (const { file, tests } of notRun) this.vitest?.logger.log(`  ${file} (${tests} tests)`);
    }
  }

  private pathOf(moduleId: string): string {
    return relative(this.vitest?.config.root ?? '', moduleId);
  }
}
