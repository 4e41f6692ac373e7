// What is printed: other people's texts don't steer the terminal, and programs read the values as they are.
import fc from 'fast-check';
import pc from 'picocolors';
import { afterEach, expect, it, vi } from 'vitest';
import { jsonText } from '../../../clients/files/json-text.ts';
import { wrapped } from '../../../clients/output/layout.ts';
import { printRows } from '../../../clients/output/rows.ts';
import { harmless, printed, said } from '../../../clients/output/terminal.ts';
import { expectLinear, fuzz, hostileText } from '../../support/fuzz.ts';

afterEach(() => vi.restoreAllMocks());

const obeyed = /(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u;

function capture(stream: NodeJS.WriteStream): string[] {
  const written: string[] = [];
  vi.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  return written;
}

it.each(['\u001b[2J', '\u001b]0;title\u0007', '\u009b31m', 'a\rb', '\b\b', '\u202eevil', '\u001b[8mhidden'])(
  'a terminal does not obey %j',
  (text) => {
    const out = capture(process.stdout);
    const err = capture(process.stderr);
    printed(text);
    said(text);
    expect(out.join('') + err.join('')).not.toMatch(obeyed);
  },
);

it('the colors of this program stay', () => {
  const { bold, dim, red, cyan, yellow } = pc.createColors(true);
  for (const color of [bold, dim, red, cyan, yellow]) expect(harmless(color('due'), true)).toBe(color('due'));
});

it('a text that other people wrote begins no line', () => {
  expect(wrapped('  ', 'one\ntwo\r\nthree\u2028four', 80)).toEqual(['  one two three four']);
});

it('any text is shown as text, and any program reads it in JSON as it is', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(harmless(text)).not.toMatch(obeyed);
      expect(jsonText({ text })).not.toMatch(obeyed);
      expect(JSON.parse(jsonText({ text }, 2))).toEqual({ text });
    }),
    fuzz,
  );
});

it('a list shows any text as text: in lines, in CSV and in JSON', async () => {
  const look = {
    columns: ['text'],
    cells: ({ text }: { text: string }) => ({ text }),
    lines: (rows: Iterable<{ text: string }> | AsyncIterable<{ text: string }>) => linesOf(rows),
  };
  async function* linesOf(rows: Iterable<{ text: string }> | AsyncIterable<{ text: string }>) {
    for await (const { text } of rows) yield text;
  }
  await fc.assert(
    fc.asyncProperty(hostileText, fc.constantFrom({}, { json: true }), async (text, options) => {
      const out = capture(process.stdout);
      await printRows([{ text }], options, look);
      expect(out.join('')).not.toMatch(obeyed);
      vi.restoreAllMocks();
    }),
    fuzz,
  );
});

it('long texts take no longer than their length explains', async () => {
  for (const unit of ['\u001b[', ' ', '\n', 'a', '\u001b[31m'])
    await expectLinear((length) => {
      const text = unit.repeat(length / unit.length);
      harmless(text);
      wrapped('  ', text, 80);
      jsonText(text);
    });
});
