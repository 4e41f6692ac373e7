// A line at a terminal that moves while a step runs, and leaves nothing behind.
import { harmless } from './terminal.ts';

export type MovingLine = {
  /** Prints a line that stays, above the moving one. */
  say: (line: string) => void;
  /**
   * Begins a step, such as `Starting the workers`; the returned function ends it. `far` tells how far it is, and how
   * long still.
   */
  step: (what: string, far?: () => string) => () => void;
};

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** In milliseconds. */
const frameTime = 100;

/** How many frames pass until a step is asked again how far it is. */
const framesPerLook = 10;

type Terminal = { write(text: string): unknown; columns?: number };

/** Shows `⠹ Building the Temporal UI … 1 min 5 s, 60%, less than a minute left` while a step runs. */
export function movingLine(terminal: Terminal = process.stdout): MovingLine {
  const steps: { what: string; began: number; far: () => string; seen: string }[] = [];
  let frame = 0;
  let timer: NodeJS.Timeout | undefined;
  const clear = () => terminal.write('\r\u001b[K');
  process.on('exit', () => timer && clear());

  return {
    say(line) {
      if (timer) clear();
      terminal.write(`${harmless(line)}\n`);
      if (timer) draw();
    },
    step(what, far = () => '') {
      const step = { what, far, began: Date.now(), seen: '' };
      steps.push(step);
      timer ??= setInterval(draw, frameTime);
      draw();
      return () => {
        steps.splice(steps.indexOf(step), 1);
        if (steps.length > 0) return draw();
        clearInterval(timer);
        timer = undefined;
        clear();
      };
    },
  };

  function draw(): void {
    const step = steps.at(-1);
    if (!step) return;
    if (frame % framesPerLook === 0) step.seen = step.far();
    const times = [elapsed(step.began), step.seen].filter(Boolean).join(', ');
    const text = `${frames[frame++ % frames.length]} ${step.what} … ${times}`.trimEnd();
    terminal.write(`\r\u001b[K${text.slice(0, (terminal.columns || 80) - 1)}`);
  }
}

/** `1 min 5 s`; nothing in the first two seconds. */
function elapsed(began: number): string {
  const seconds = Math.floor((Date.now() - began) / 1000);
  if (seconds < 2) return '';
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
