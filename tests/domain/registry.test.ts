// The .gov registry's file: every row, with a name and a zone.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isTimeZone } from '../../agreements/calendar.ts';
import { agreementId } from '../../agreements/identity.ts';
import { parseRequest } from '../../agreements/parse.ts';
import { loadRegistry, zoneOfState } from '../../data/registry.ts';
import { olive } from './given.ts';

describe('the registry', () => {
  const registry = loadRegistry();

  it('has all 1,321 federal domains', () => {
    expect(registry.size).toBe(1321);
    expect(registry.get('access-board.gov')).toEqual({
      id: 'access-board.gov',
      name: 'Access Board',
      timeZone: 'America/New_York',
    });
  });

  it('reads a quoted name as one', () => {
    expect(registry.get('amtrakoig.gov')?.name).toBe(
      'National Railroad Passenger Corporation, Office of Inspector General',
    );
  });

  it('has a name and a time zone for each, and each can be asked for', () => {
    for (const { id, name, timeZone } of registry.values()) {
      expect(name).toMatch(/^\S.*\S$/);
      expect(isTimeZone(timeZone), timeZone).toBe(true);
      expect(parseRequest({ offer: 'x', agency: id, contacts: [olive] }).agency).toBe(id);
    }
  });

  it.each([
    ['denali.gov', 'America/Anchorage'],
    ['ecr.gov', 'America/Phoenix'],
    ['inl.gov', 'America/Boise'],
    ['lanl.gov', 'America/Denver'],
    ['fd.gov', 'America/Chicago'],
    ['nnss.gov', 'America/Los_Angeles'],
    ['mypay.gov', 'America/New_York'],
  ])('puts %s into the zone of its state, %s', (id, timeZone) => {
    expect(registry.get(id)?.timeZone).toBe(timeZone);
  });

  it.each([
    ['HI', 'Pacific/Honolulu'],
    ['PR', 'America/Puerto_Rico'],
    ['GU', 'Pacific/Guam'],
    ['AS', 'Pacific/Pago_Pago'],
    ['', 'America/New_York'],
  ])('has a zone for %s that no domain is registered in yet', (state, timeZone) => {
    expect(zoneOfState(state)).toBe(timeZone);
  });

  it('reads quotes, commas and letters beyond ASCII, with or without a byte order mark', () => {
    const folder = mkdtempSync(join(tmpdir(), 'registry-'));
    const file = join(folder, 'some.csv');
    const head =
      'Domain name,Domain type,Organization name,Suborganization name,City,State,Security contact email';
    const row = 'Utuado.GOV,Federal,"Comisión ""de Ñ"", Utuado",,Utuado,PR,(blank)';
    writeFileSync(file, `\uFEFF${head}\r\n${row}\r\n`);
    expect([...loadRegistry(file).values()]).toEqual([
      { id: 'utuado.gov', name: 'Comisión "de Ñ", Utuado', timeZone: 'America/Puerto_Rico' },
    ]);
    rmSync(folder, { recursive: true });
  });

  it('gives every agency an agreement of its own', () => {
    const ids = new Set(
      [...registry.keys()].map((agency) => agreementId('openai-chatgpt-enterprise', agency)),
    );
    expect(ids.size).toBe(1321);
  });
});
