// Invariant 5: every history replays on the current code.
import { Worker } from '@temporalio/worker';
import type { Finding } from './evidence.ts';
import type { RawHistory } from './histories.ts';

/** @param bundlePath the file with the workflows' code */
export async function judgeReplays(
  bundlePath: string,
  agreement: string,
  histories: RawHistory[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const history of histories) {
    try {
      await Worker.runReplayHistory({ workflowBundle: { codePath: bundlePath } }, history, agreement);
    } catch (error) {
      const [text = ''] = String(error).split('\n');
      findings.push({ invariant: 5, agreement, text: `A history does not replay: ${text}` });
    }
  }
  return findings;
}
