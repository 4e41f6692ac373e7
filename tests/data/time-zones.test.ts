// The time zone of a city, in states with one time zone and in states with two.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isTimeZone } from '../../agreements/time/calendar.ts';
import { loadTimeZones, zoneOfPlace } from '../../data/time-zones.ts';

const table = JSON.parse(readFileSync(join(import.meta.dirname, '../../data/time-zones.json'), 'utf8')) as {
  states: Record<string, string>;
  cities: Record<string, Record<string, string>>;
};

describe('the time zone of a city', () => {
  it.each([
    ['El Paso', 'TX', 'America/Denver'],
    ['San Antonio', 'TX', 'America/Chicago'],
    ['Ft. Bliss', 'TX', 'America/Denver'],
    ['Knoxville', 'TN', 'America/New_York'],
    ['OAK RIDGE', 'TN', 'America/New_York'],
    ['Memphis', 'TN', 'America/Chicago'],
    ['Pensacola', 'FL', 'America/Chicago'],
    ['St. Petersburg', 'FL', 'America/New_York'],
    ['Coeur d’Alene', 'ID', 'America/Los_Angeles'],
    ['Boise', 'ID', 'America/Boise'],
    ['Gary', 'IN', 'America/Chicago'],
    ['Indianapolis', 'IN', 'America/New_York'],
    ['Goodland', 'KS', 'America/Denver'],
    ['Paducah', 'KY', 'America/Chicago'],
    ['Iron Mountain', 'MI', 'America/Chicago'],
    ['Dickinson', 'ND', 'America/Denver'],
    ['Scottsbluff', 'NE', 'America/Denver'],
    ['N. Las Vegas', 'NV', 'America/Los_Angeles'],
    ['Ontario', 'OR', 'America/Boise'],
    ['Rapid City', 'SD', 'America/Denver'],
    ['Ellsworth AFB', 'SD', 'America/Denver'],
    ['Window Rock', 'AZ', 'America/Denver'],
    ['Tucson', 'AZ', 'America/Phoenix'],
    ['Adak', 'AK', 'America/Adak'],
  ])('%s, %s is %s, and says why', (city, state, timeZone) => {
    const remark = `its time zone is ${timeZone}, because its city is ${city}, ${state}`;
    expect(zoneOfPlace(city, state)).toEqual({ timeZone, remark });
  });

  it.each([
    ['Honolulu', 'HI', 'Pacific/Honolulu'],
    ['San Juan', 'PR', 'America/Puerto_Rico'],
    ['Washington', 'DC', 'America/New_York'],
    ['', 'GU', 'Pacific/Guam'],
    ['Pago Pago', 'AS', 'Pacific/Pago_Pago'],
  ])('%s, %s is %s, the only one there', (city, state, timeZone) => {
    expect(zoneOfPlace(city, state)).toEqual({ timeZone });
  });

  it('is assumed in a state with two if the city is not known, and says so', () => {
    expect(zoneOfPlace('Marfa', 'TX')).toEqual({
      timeZone: 'America/Chicago',
      remark:
        'its time zone is assumed to be America/Chicago: TX has two, and it is not known which one Marfa has',
    });
    expect(zoneOfPlace('', 'TN')?.remark).toBe(
      'its time zone is assumed to be America/Chicago: TN has two, and no city is given',
    );
  });

  it('is not known without a state', () => {
    for (const state of ['', 'XX', 'ALASKA']) expect(zoneOfPlace('Honolulu', state)).toBeUndefined();
  });

  it('has a table of all states, with real time zones and no city in two of them', () => {
    expect(Object.values(table.states).join(' ').split(' ')).toHaveLength(50 + 6);
    for (const [state, zones] of Object.entries(table.cities)) {
      expect(Object.keys(zones)[0]).toBe(zoneOfPlace('', state)?.timeZone);
      expect(Object.keys(zones).every(isTimeZone)).toBe(true);
      const cities = Object.values(zones).join(', ').split(', ');
      expect(new Set(cities).size).toBe(cities.length);
    }
  });
});

describe('a table that someone changed', () => {
  const changed = (states: object, cities: object, more: object = {}) => {
    const file = join(mkdtempSync(join(tmpdir(), 'zones-')), 'zones.json');
    writeFileSync(file, JSON.stringify({ states, cities, ...more }));
    return file;
  };
  const eastern = { 'America/New_York': 'NY' };

  it('may separate cities with or without a space', () => {
    const file = changed(eastern, { TX: { 'America/Denver': 'El Paso,Fort Bliss, Hudspeth' } });
    expect(loadTimeZones(file).cities.TX).toEqual({
      'America/Denver': ['El Paso', 'Fort Bliss', 'Hudspeth'],
    });
  });

  it.each<[string, object, object, string, object?]>([
    [
      'a zone that does not exist',
      { 'America/NewYork': 'NY' },
      {},
      'states.America/NewYork is not a time zone',
    ],
    [
      'a comma too many',
      eastern,
      { TX: { 'America/Denver': 'El Paso,, Hueco' } },
      'cities.TX.America/Denver must have',
    ],
    [
      'a zone of cities that does not exist',
      eastern,
      { TX: { Denver: 'El Paso' } },
      'cities.TX.Denver is not a time',
    ],
    [
      'a city that stands under two zones',
      eastern,
      { TX: { 'America/Denver': 'El Paso, Fort Bliss', 'America/Chicago': 'Ft. Bliss' } },
      'cities.TX has Ft. Bliss twice; remove one of them',
    ],
    [
      'a state that stands under two zones',
      { ...eastern, 'America/Chicago': 'TX NY' },
      {},
      'states has NY twice; remove one of them',
    ],
    [
      'a state in small letters',
      eastern,
      { Tx: { 'America/Denver': 'El Paso' } },
      'cities.Tx must be the two letters of a state, in capitals',
    ],
    ['a name that it does not know', eastern, {}, 'has an unknown field "town"', { town: {} }],
    ['a state that is no two letters', { 'America/New_York': 'NY,CT' }, {}, 'must be the two letters'],
  ])('is refused with its place: %s', (_, states, cities, sentence, more = {}) => {
    expect(() => loadTimeZones(changed(states, cities, more))).toThrow(sentence);
  });
});
