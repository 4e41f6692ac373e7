// When `npm start` and `npm test` install dependencies.
import { describe, expect, it } from 'vitest';
import { areThere, isRecent } from '../../scripts/dependencies.mjs';

const locked = {
  '': { version: '0.1.0' },
  'node_modules/express': { version: '5.3.0' },
  'node_modules/vitest': { version: '4.1.12', dev: true },
  'node_modules/other-machine': { version: '1.0.0', optional: true },
};
const express = { 'node_modules/express': { version: '5.3.0' } };
const all = { ...express, 'node_modules/vitest': { version: '4.1.12' } };

describe('dependencies', () => {
  it('are complete without the packages for other machines', () => {
    expect(areThere(locked, all, true)).toBe(true);
  });

  it('without the development packages, are complete for the program, but not for the tests', () => {
    expect(areThere(locked, express, true)).toBe(false);
    expect(areThere(locked, express, false)).toBe(true);
  });

  it('are not complete if one has another version', () => {
    expect(areThere(locked, { 'node_modules/express': { version: '5.2.0' } }, false)).toBe(false);
  });
});

it.each([
  ['20.19.0', true],
  ['20.18.9', false],
  ['18.20.0', false],
  ['22.0.0', true],
])('Node %s is recent enough: %s', (version, expected) => {
  expect(isRecent(version, '>=20.19.0')).toBe(expected);
});
