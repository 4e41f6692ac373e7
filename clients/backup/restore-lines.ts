// What a restoration did, or would do, in lines for people.
import { counted } from '../../agreements/reports/shortlist.ts';
import type { Outcome } from './restore.ts';

type Of = { dryRun: boolean; begunAt: string; endedAt: string };

/** The counts, what goes out at once, and what may have gone out already. */
export function restoreLines(outcomes: Outcome[], { dryRun, begunAt, endedAt }: Of): string[] {
  const restored = outcomes.filter(({ result }) => result === 'restored');
  const there = outcomes.filter(({ result }) => result === 'there already');
  const of = (standing: string) => restored.filter((one) => one.standing === standing).length;
  const kinds = `${of('open')} open, ${of('closed')} over, ${of('stopped')} stopped in Temporal`;
  return [
    `The export was made from ${begunAt} to ${endedAt}. What happened later is lost.`,
    `${dryRun ? 'Would restore' : 'Restored'} ${counted(restored.length, 'agreement')}: ${kinds}.`,
    ...(there.length > 0 ? [`Left alone, because they are there already: ${there.length}.`] : []),
    ...atOnceLines(restored, dryRun),
    ...doubtLines(restored, dryRun),
  ];
}

function atOnceLines(restored: Outcome[], dryRun: boolean): string[] {
  const busy = restored.filter(({ atOnce }) => atOnce.length > 0);
  if (busy.length === 0) return [];
  return [
    '',
    `Due at once${dryRun ? '' : ', as soon as a worker runs'}:`,
    ...busy.map(({ agreement, atOnce }) => `  ${agreement}: ${atOnce.join('; ')}`),
  ];
}

function doubtLines(restored: Outcome[], dryRun: boolean): string[] {
  const all = restored.flatMap(({ agreement, doubts }) => doubts.map((doubt) => ({ agreement, ...doubt })));
  const open = all.filter(({ uncertain }) => uncertain > 0);
  const sent = all.filter((one) => one.sent > 0).length;
  return [
    ...(sent > 0
      ? [
          '',
          `Went out after the export, as its messages prove, and ${dryRun ? 'would be' : 'is'} not sent again: ${counted(sent, 'notice')}.`,
        ]
      : []),
    ...(open.length > 0
      ? [
          '',
          'May have gone out after the export, so nothing sends it again by itself. Each is an open issue as soon as a worker',
          'runs: see "onegov issues"; "onegov retry" or "onegov resend" sends it:',
          ...open.map(
            ({ agreement, name, dueAt, uncertain }) =>
              `  ${agreement}: ${name}, due ${dueAt}, ${counted(uncertain, 'message')}`,
          ),
        ]
      : []),
  ];
}
