// The .gov registry's file: every row has a name and a time zone.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { agreementId } from '../../agreements/model/ids.ts';
import { parseRequest } from '../../agreements/planning/request.ts';
import { isTimeZone } from '../../agreements/time/calendar.ts';
import { ownDomain } from '../../data/own-domain.ts';
import { loadRegistry, registryColumns, registryRow } from '../../data/registry.ts';
import { olive } from '../agreements/support/given.ts';

describe('the registry', () => {
  const registry = loadRegistry();

  it('has all 1,321 federal domains', () => {
    expect(registry.size).toBe(1321);
    expect(registry.get('access-board.gov')).toEqual({
      id: 'access-board.gov',
      name: 'Access Board',
      timeZone: 'America/New_York',
      area: 'washington',
    });
  });

  it('reads a quoted name as one name', () => {
    expect(registry.get('amtrakoig.gov')?.name).toBe(
      'National Railroad Passenger Corporation, Office of Inspector General',
    );
  });

  it('has a name and a time zone for each domain, and accepts a request for an agreement with each', () => {
    for (const { id, name, timeZone } of registry.values()) {
      expect(name).toMatch(/^\S.*\S$/);
      expect(isTimeZone(timeZone ?? ''), timeZone).toBe(true);
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
  ])('has %s in the time zone of its state, %s', (id, timeZone) => {
    expect(registry.get(id)?.timeZone).toBe(timeZone);
  });

  it.each([
    ['ibwc.gov', 'America/Denver', 'El Paso, TX'],
    ['tva.gov', 'America/New_York', 'Knoxville, TN'],
    ['ornl.gov', 'America/New_York', 'Oak Ridge, TN'],
  ])('has %s in the time zone of its city, %s', (id, timeZone, place) => {
    const zoneRemark = `its time zone is ${timeZone}, because its city is ${place}`;
    expect(registry.get(id)).toMatchObject({ timeZone, zoneRemark });
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

describe('the main domain of an organization', () => {
  const file = readFileSync(join(import.meta.dirname, '../../data/current-federal.csv'));
  const rows = (parse(file, { columns: true, bom: true, trim: true }) as Record<string, string>[]).map(
    registryRow,
  );
  const ownOf = (name: string) => ownDomain(rows.filter(({ organization }) => organization === name));

  it.each([
    ['Access Board', 'access-board.gov'],
    ['Administrative Conference of the United States', 'acus.gov'],
    ['Advisory Council on Historic Preservation', 'achp.gov'],
    ['Architect of the Capitol', 'aoc.gov'],
    ['Barry Goldwater Scholarship and Excellence in Education Foundation', 'goldwaterscholarship.gov'],
    ['Board of Governors of the Federal Reserve', 'federalreserve.gov'],
    ['Central Intelligence Agency', 'cia.gov'],
    ['Chemical Safety and Hazard Investigation Board', 'csb.gov'],
    ['Commodity Futures Trading Commission', 'cftc.gov'],
    ['Congressional Budget Office', 'cbo.gov'],
    ['Consumer Financial Protection Bureau', 'cfpb.gov'],
    ['Consumer Product Safety Commission', 'cpsc.gov'],
    ['Corporation for National and Community Service', 'cncs.gov'],
    ['Council of the Inspectors General on Integrity and Efficiency', 'cigie.gov'],
    ['Court Services and Offender Supervision Agency for the District of Columbia', 'csosa.gov'],
    ['Department of Agriculture', 'usda.gov'],
    ['Department of Commerce', 'commerce.gov'],
    ['Department of Defense', 'defense.gov'],
    ['Department of Education', 'ed.gov'],
    ['Department of Energy', 'doe.gov'],
    ['Department of Health and Human Services', 'hhs.gov'],
    ['Department of Homeland Security', 'dhs.gov'],
    ['Department of Housing and Urban Development', 'hud.gov'],
    ['Department of Justice', 'usdoj.gov'],
    ['Department of Labor', 'dol.gov'],
    ['Department of State', 'state.gov'],
    ['Department of the Interior', 'doi.gov'],
    ['Department of the Treasury', 'treasury.gov'],
    ['Department of Transportation', 'dot.gov'],
    ['Department of Veterans Affairs', 'va.gov'],
    ['Election Assistance Commission', 'eac.gov'],
    ['Environmental Protection Agency', 'epa.gov'],
    ['Executive Office of the President', 'eop.gov'],
    ['Federal Communications Commission', 'fcc.gov'],
    ['Federal Deposit Insurance Corporation', 'fdic.gov'],
    ['Federal Housing Finance Agency', 'fhfa.gov'],
    ['Federal Permitting Improvement Council', 'permitting.gov'],
    ['Federal Retirement Thrift Investment Board', 'frtib.gov'],
    ['Federal Trade Commission', 'ftc.gov'],
    ['General Services Administration', 'gsa.gov'],
    ['.gov Administration', 'dotgov.gov'],
    ['Government Accountability Office', 'gao.gov'],
    ['Government Publishing Office', 'gpo.gov'],
    ['International Trade Commission', 'usitc.gov'],
    ['Library of Congress', 'loc.gov'],
    ['National Aeronautics and Space Administration', 'nasa.gov'],
    ['National Archives and Records Administration', 'nara.gov'],
    ['National Endowment for the Arts', 'arts.gov'],
    ['National Endowment for the Humanities', 'neh.gov'],
    ['National Science Foundation', 'nsf.gov'],
    ['Nuclear Regulatory Commission', 'nrc.gov'],
    ['Office of Government Ethics', 'oge.gov'],
    ['Office of Personnel Management', 'opm.gov'],
    ['Office of the Director of National Intelligence', 'dni.gov'],
    ['Open World Leadership Center', 'openworld.gov'],
    ['Peace Corps', 'peacecorps.gov'],
    ['Presidio Trust', 'presidiotrust.gov'],
    ['Securities and Exchange Commission', 'sec.gov'],
    ['Small Business Administration', 'sba.gov'],
    ['Smithsonian Institution', 'smithsonian.gov'],
    ['Social Security Administration', 'ssa.gov'],
    ['Supreme Court of the United States', 'supremecourt.gov'],
    ['Administrative Office of the United States Courts', 'uscourts.gov'],
    ['Capitol Police', 'uscp.gov'],
    ['Tennessee Valley Authority', 'tva.gov'],
    ['United States African Development Foundation', 'usadf.gov'],
    ['United States Agency for Global Media', 'usagm.gov'],
    ['United States House of Representatives', 'house.gov'],
    ['United States International Development Finance Corporation', 'dfc.gov'],
    ['United States Postal Service', 'usps.gov'],
    ['United States Senate', 'senate.gov'],
    ['U.S. Interagency Council on Homelessness', 'usich.gov'],
    ['U.S. Semiquincentennial Commission', 'america250.gov'],
  ])('%s goes by %s', (organization, domain) => {
    expect(ownOf(organization).row.domain).toBe(domain);
  });

  it('is a different one for each organization, and comes with the reasons for it', () => {
    const own = [...new Set(rows.map(({ organization }) => organization))].map(ownOf);
    expect(own).toHaveLength(146);
    expect(new Set(own.map(({ row }) => row.domain)).size).toBe(146);
    expect(ownOf('Department of Agriculture').hints).toEqual([
      'its acronym',
      '93 % of its contacts’ mail',
      'not a suborganization’s',
    ]);
  });

  it('is the first domain if there is no reason for any of them', () => {
    const row = (domain: string) =>
      registryRow({ [registryColumns.domain]: domain, [registryColumns.organization]: 'Of The' });
    expect(ownDomain([row('b.gov'), row('a.gov')]).row.domain).toBe('b.gov');
  });
});
