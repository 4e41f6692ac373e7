// The progress of long work, on stderr: a bar at a terminal, or else a line now and then.
import { SingleBar } from 'cli-progress';
import { said } from './terminal.ts';

export type Progress = {
  /** One more is done. */
  step(): void;
  /** Prints a line without damage to the bar. */
  say(line: string): void;
  stop(): void;
};

/** Without a terminal, the time between lines, in milliseconds. */
const pause = 10_000;

/** `Starting ████░░░░ 57/142, 24 a second, 4s left` */
export function showProgress(what: string, total: number): Progress {
  return process.stderr.isTTY ? bar(what, total) : lines(what, total);
}

function bar(what: string, total: number): Progress {
  const begun = Date.now();
  const single = new SingleBar({
    format: `${what} {bar} {value}/{total}{rate}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    stream: process.stderr,
    barsize: 30,
    linewrap: true,
    // The bulk answers Ctrl-C itself, and the bar stays until the items in progress are done.
    gracefulExit: false,
  });
  let done = 0;
  single.start(total, 0, { rate: '' });
  return {
    step: () => single.update(++done, { rate: `, ${rate(done, total, begun)}` }),
    say: (line) => said(`\n${line}`),
    stop: () => single.stop(),
  };
}

function lines(what: string, total: number): Progress {
  const begun = Date.now();
  let done = 0;
  let told = begun;
  return {
    step() {
      done++;
      if (Date.now() - told < pause) return;
      told = Date.now();
      process.stderr.write(`${what} ${done}/${total}, ${rate(done, total, begun)}\n`);
    },
    say: said,
    stop: () => {},
  };
}

/** `24 a second, 1m 5s left`; by the minute if it is less than one a second. */
function rate(done: number, total: number, begun: number): string {
  const seconds = Math.max(0.001, (Date.now() - begun) / 1000);
  const speed = done / seconds;
  const left = Math.ceil(Math.max(0, total - done) / speed);
  const pace = speed >= 1 ? `${Math.round(speed)} a second` : `${Math.round(speed * 60)} a minute`;
  return `${pace}, ${left >= 60 ? `${Math.floor(left / 60)}m ` : ''}${left % 60}s left`;
}
