// The line that moves at a terminal, as the terminal gets it.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { movingLine } from '../../../clients/output/moving-line.ts';

const clear = '\r\u001b[K';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function terminal(columns = 80) {
  const written: string[] = [];
  return { columns, written, write: (text: string) => written.push(text) };
}

describe('the moving line', () => {
  it('moves while a step runs, says for how long, and disappears with it', () => {
    const shown = terminal();
    const end = movingLine(shown).step('Starting the workers');
    expect(shown.written).toEqual([`${clear}⠋ Starting the workers …`]);
    vi.advanceTimersByTime(65_000);
    expect(shown.written.at(-1)).toMatch(/ Starting the workers … 1 min 5 s$/);
    expect(new Set(shown.written).size).toBeGreaterThan(10);
    end();
    expect(shown.written.at(-1)).toBe(clear);
    const { length } = shown.written;
    vi.advanceTimersByTime(1000);
    expect(shown.written).toHaveLength(length);
  });

  it('says how far a step is, and asks for it once a second', () => {
    const shown = terminal();
    let asked = 0;
    movingLine(shown).step('Building', () => `${++asked * 10}%, about 2 min left`);
    vi.advanceTimersByTime(2500);
    expect(shown.written.at(-1)).toMatch(/ Building … 2 s, 30%, about 2 min left$/);
    expect(asked).toBe(3);
  });

  it('says for how long only, while nobody knows how far a step is', () => {
    const shown = terminal();
    movingLine(shown).step('Building', () => '');
    vi.advanceTimersByTime(3000);
    expect(shown.written.at(-1)).toMatch(/ Building … 3 s$/);
  });

  it('stays below lines that are printed meanwhile', () => {
    const shown = terminal();
    const { say, step } = movingLine(shown);
    step('Starting the workers');
    say('Rehearsals are not available.');
    expect(shown.written.slice(1, 3)).toEqual([clear, 'Rehearsals are not available.\n']);
    expect(shown.written.at(-1)).toMatch(/ Starting the workers …$/);
  });

  it('is not there without a step', () => {
    const shown = terminal();
    movingLine(shown).say('Up.');
    expect(shown.written).toEqual(['Up.\n']);
  });

  it('returns to the step before, and is never wider than the terminal', () => {
    const shown = terminal(20);
    const { step } = movingLine(shown);
    step('Starting everything that there is');
    const end = step('Building');
    end();
    expect(shown.written.at(-1)?.slice(clear.length)).toMatch(/^. Starting everythi$/);
  });
});
