import { expect, it } from 'vitest';
import { scan } from './scan.ts';

const text = 'Quillon Vexatria';
const around = (before: string) => Buffer.from(`${before}{"name":"${text}"}.`);

it.each([
  ['plain', around('')],
  ['plain', Buffer.from(text.toUpperCase())],
  ['utf16', Buffer.from(`x${text}`, 'utf16le')],
  ['base64', Buffer.from(around('').toString('base64'))],
  ['base64', Buffer.from(around('1').toString('base64'))],
  ['base64', Buffer.from(around('12').toString('base64'))],
  ['hex', Buffer.from(around('').toString('hex'))],
  ['in a URL', Buffer.from(`?name=${encodeURIComponent(text)}`)],
])('a scan finds what is there as %s', (as, bytes) => {
  expect(scan('a file', bytes, [text])).toEqual([{ file: 'a file', text, as }]);
});

it('a scan finds nothing else', () => {
  expect(scan('a file', Buffer.from('Quillon V. and Vexatria'), [text])).toEqual([]);
});
