// Starts the agreements that a file asks for. Every row is checked before the first one starts.

import { agreementId } from '../../agreements/model/ids.ts';
import type { Offer } from '../../agreements/offer/schema.ts';
import { begin } from '../../agreements/planning/begin.ts';
import { flawsOfRequest } from '../../agreements/planning/request.ts';
import { dayAt } from '../../agreements/time/calendar.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import type { Registry } from '../../data/registry.ts';
import type { AgreementRequest } from '../../workflows/ports.ts';
import { type Agreements, AlreadyStartedError } from '../api/agreements.ts';
import { either, namesLike } from '../api/suggestions.ts';

import { type BulkOptions, inBulk } from './bulk.ts';
import type { Fault, Row } from './row.ts';
import { listeningTo } from './silence.ts';

/** A row with its agency's name and activation date, or with all that is wrong with it. */
export type CheckedRow = Row & { name?: string; startsOn?: string };

export const outcomes = ['would start', 'started', 'already there', 'refused'] as const;
export type Outcome = (typeof outcomes)[number];
export type Result = { row: CheckedRow; outcome: Outcome; reason?: string };

type Rules = {
  offer: Offer;
  registry: Registry;
  /** The instant to use as now. */
  now: string;
};

/**
 * Checks rows as they come: the cells, that the agency is known and comes once, and that its term would not be over.
 * The cluster is not asked.
 */
export async function* checkRows(rows: AsyncIterable<Row>, rules: Rules): AsyncIterable<CheckedRow> {
  const lines = new Map<string, number>();
  for await (const row of rows) {
    const agency = row.agency.toLowerCase();
    const before = lines.get(agency);
    lines.set(agency, before ?? row.line);
    const faults = [...row.faults, ...flawsIn(row)];
    if (before !== undefined && agency !== '')
      faults.push(fault(row, 'agency.id', `is ${agency}, as on line ${before}`));
    yield faults.length > 0 ? { ...row, faults } : begun(row, rules);
  }
}

/** Wrong cells and missing ones. A cell is named once. */
function flawsIn(row: Row): Fault[] {
  const told = new Set(row.faults.map(({ column }) => column));
  const flaws = flawsOfRequest(row.request).map(({ where, message }) => fault(row, where, message));
  return told.has('the row') ? [] : flaws.filter(({ column }) => !told.has(column));
}

function begun(row: Row, { offer, registry, now }: Rules): CheckedRow {
  const { id, name: ownName, timeZone: ownZone } = givenAgency(row.request);
  const known = registry.get(id.toLowerCase());
  const name = ownName ?? known?.name;
  const timeZone = ownZone ?? known?.timeZone;
  if (!name || !timeZone) {
    const text = known
      ? `is ${id}, which has no state in the .gov registry's federal file; fill in time_zone`
      : unknown(id, registry);
    return { ...row, faults: [fault(row, 'agency.id', text)] };
  }
  const agency = { id: id.toLowerCase(), name, timeZone };
  const { contacts, startsOn = dayAt(now, timeZone), by = '', lastDay } = row.request;
  const ordered = lastDay !== undefined && { orderedLastDay: lastDay };
  try {
    begin({ id: agreementId(offer.id, agency.id), offer, agency, contacts, startsOn, by, ...ordered }, now);
    return {
      ...row,
      name,
      startsOn,
      note: [row.note, !ownZone && known?.zoneRemark].filter(Boolean).join('; '),
    };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return { ...row, faults: [fault(row, error.field ?? 'startsOn', error.message)] };
  }
}

function unknown(id: string, registry: Registry): string {
  const near = namesLike(id, registry.keys());
  const meant = near.length > 0 ? `did you mean ${either(near)}? If not, ` : '';
  return `is ${id}, which is not in the .gov registry's federal file; ${meant}fill in name and time_zone`;
}

function givenAgency({ agency }: AgreementRequest): Exclude<AgreementRequest['agency'], string> {
  return typeof agency === 'string' ? { id: agency } : agency;
}

function fault({ line, columns }: Row, where: string, text: string): Fault {
  return { line, column: columns[where] ?? where, text };
}

/** Why a row can't be used, in one line. */
export function reasonOf({ faults }: Row): string {
  return faults.map(({ column, text }) => `${column}: ${text}`).join('; ');
}

/**
 * Starts the rows that are right, and yields each outcome when it is known. Agreements that run already are left
 * alone, so an import that was interrupted may be repeated.
 * @throws {NoWorkerError} if no worker runs; {ServerError} if the server can't be asked. One row that got no answer in
 *   time does not end the others.
 */
export async function* startRows(
  rows: AsyncIterable<CheckedRow>,
  agreements: Pick<Agreements, 'start'>,
  options: BulkOptions,
): AsyncIterable<Result> {
  const start = async (row: CheckedRow) => {
    if (row.faults.length > 0) throw new RefusedError(reasonOf(row));
    return agreements.start(row.request);
  };
  const heard = listeningTo(start);
  const signal = AbortSignal.any([heard.silence, ...(options.signal ? [options.signal] : [])]);
  for await (const ended of inBulk(rows, heard.work, { ...options, signal })) {
    if ('value' in ended) yield { row: ended.item, outcome: 'started' };
    else if (ended.refusal instanceof AlreadyStartedError)
      yield { row: ended.item, outcome: 'already there' };
    else yield { row: ended.item, outcome: 'refused', reason: ended.refusal.message };
  }
  heard.throwIfSilent();
}
