// `onegov import`: starts an agreement for each agency of a file, once the whole file is checked.
import { accessSync, constants, existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { Option, type Command as Program } from 'commander';
import type { Offer } from '../../../agreements/offer/schema.ts';
import { flawsOfRequest } from '../../../agreements/planning/request.ts';
import { dayInWords } from '../../../agreements/time/day-words.ts';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { loadRegistry } from '../../../data/registry.ts';
import { madeUpContacts } from '../../api/made-up-contacts.ts';
import { type Format, formats, readRows } from '../../bulk/agencies-file.ts';
import { interruptibly } from '../../bulk/bulk.ts';
import {
  type CheckedRow,
  checkRows,
  type Outcome,
  outcomes,
  type Result,
  reasonOf,
  startRows,
} from '../../bulk/bulk-start.ts';
import { type Defaults, reasonColumn } from '../../bulk/row.ts';
import { type Cells, delimiterOf, writeCsvFile } from '../../files/csv.ts';
import { showProgress } from '../../output/progress.ts';
import { tableLines } from '../../output/rows.ts';
import { now, printed, show } from '../../output/terminal.ts';
import { connected } from '../connection.ts';
import { examples } from '../help.ts';
import {
  awaitAcceptance,
  by,
  clause,
  concurrency,
  contact,
  contactsFile,
  day,
  json,
  offer,
  required,
} from '../options.ts';
import { contactsOf, type StartOptions, startOf, startTyped } from '../start-options.ts';
import { refuseFlaws } from '../typed-flaws.ts';

type ImportOptions = StartOptions & {
  format: Format;
  skipInvalid?: boolean;
  dryRun?: boolean;
  concurrency: number;
  report?: string;
};

export function addImport(program: Program): void {
  program
    .command('import')
    .description('start an agreement for every agency of a CSV file')
    .argument('<file>', 'the file: one row for each agency, or the .gov registry’s file')
    .addOption(required(offer()))
    .addOption(day('--starts', 'the activation date where a row has none (default: today)'))
    .addOption(clause())
    .addOption(awaitAcceptance())
    .addOption(new Option('--format <format>', 'whose format it is').choices(formats).default('ours'))
    .addOption(contact(' for agencies without one'))
    .addOption(contactsFile(' for agencies without one'))
    .option('--dry-run', 'check the file and start nothing; asks no server')
    .option('--skip-invalid', 'start the rows that are right, although others are not')
    .addOption(concurrency())
    .option(
      '--report <file>',
      'where refused rows go, with reasons (default: FILE.refused.csv, if there are any)',
    )
    .addOption(by())
    .addOption(json())
    .addHelpText('after', columns + usual)
    .action(importFile);
}

const columns = `
Columns of the file: agency, name, time_zone, starts, last_day (of the term, if the order names it), and for each
role (owner, contracting, technical, executive) its _name, _email and _language. Only agency is required. The
registry's file may have time_zone, too.
Cells are separated by commas, semicolons or tabs. If it is interrupted, run it again.
`;

const usual = examples(
  'onegov import agencies.csv --offer chatgpt --starts 2027-01-04 --dry-run',
  'onegov import data/current-federal.csv --format dotgov --offer grok --skip-invalid',
  'onegov import agencies.refused.csv --offer chatgpt',
);

/** The outcome of a row. It is small, so that thousands can be held and printed in the order of the file. */
type Told = {
  line: number;
  agency: string;
  outcome: Outcome;
  name?: string;
  startsOn?: string;
  note?: string;
  reason?: string;
};

async function importFile(file: string, options: ImportOptions): Promise<void> {
  const defaults = defaultsOf(options);
  refuseReportAt(options.report, file);
  const rules = { offer: defaults.offer, registry: loadRegistry(), now: now() };
  const rows = () => checkRows(readRows(file, options.format, defaults), rules);

  const delimiter = await delimiterOf(file);
  const reported = (to: string | undefined) => (to === undefined ? undefined : { to, delimiter });

  const checked: Told[] = [];
  await tell(unstarted(rows()), reported(options.report), (one) => checked.push(one));
  if (checked.length === 0) throw new RefusedError(`${file} has no rows.`);
  const wrong = checked.filter(({ outcome }) => outcome === 'refused');
  if (options.dryRun) {
    await showAll(options, checked, options.report);
    return refuse(checked);
  }
  if (wrong.length > 0 && !options.skipInvalid) {
    show(options, { rows: wrong }, wrong.map(wrongLine));
    throw new RefusedError(
      `${wrong.length} of ${checked.length} rows can't be used, so nothing was started. Correct them, or leave them out with --skip-invalid.`,
    );
  }

  const report = options.report ?? freeName(file);
  await connected('live', async (agreements) => {
    const told: Told[] = [];
    const progress = showProgress('Starting', checked.length);
    try {
      await interruptibly(progress.say, (signal) => {
        const results = startRows(rows(), agreements, { concurrency: options.concurrency, signal });
        return tell(results, reported(report), (one) => {
          told.push(one);
          progress.step();
        });
      });
    } finally {
      progress.stop();
      await showAll(options, told, report);
    }
    refuse(told, checked.length - told.length);
  });
}

function defaultsOf(options: ImportOptions): Defaults & { offer: Offer } {
  const asked = startOf(options);
  const contacts = contactsOf(options) ?? [];
  // A flaw in these is named once, not for every row.
  const any = contacts.length > 0 ? contacts : madeUpContacts('any');
  refuseFlaws(flawsOfRequest({ ...asked, agency: 'any.gov', contacts: any }), startTyped(options));
  return { ...asked, contacts };
}

async function* unstarted(rows: AsyncIterable<CheckedRow>): AsyncIterable<Result> {
  for await (const row of rows) {
    if (row.faults.length === 0) yield { row, outcome: 'would start' };
    else yield { row, outcome: 'refused', reason: reasonOf(row) };
  }
}

/** A file for refused rows. Its cells are separated as in the file that is read, so that the same spreadsheet opens it. */
type Report = { to: string; delimiter: string };

/** Passes each result on as it comes. Refused rows go to a file as they are, with the reason. */
async function tell(
  results: AsyncIterable<Result>,
  report: Report | undefined,
  to: (told: Told) => void,
): Promise<void> {
  const refused = async function* (): AsyncIterable<Cells> {
    for await (const { row, outcome, reason } of results) {
      const { line, agency, name, startsOn, note } = row;
      to({
        ...{ line, agency, outcome },
        ...(name && { name }),
        ...(startsOn && outcome !== 'already there' && { startsOn }),
        ...(note && { note }),
        ...(reason && { reason }),
      });
      if (outcome === 'refused' && report) yield { ...row.cells, [reasonColumn]: reason ?? '' };
    }
  };
  if (report) await writeCsvFile(report.to, refused(), report.delimiter);
  else for await (const _ of refused());
}

async function showAll(options: ImportOptions, told: Told[], report: string | undefined): Promise<void> {
  const rows = told.toSorted((one, other) => one.line - other.line);
  const counts = countsOf(told);
  const written = counts.refused !== undefined ? report : undefined;
  if (options.json) return show(options, { counts, ...(written && { report: written }), rows }, []);
  if (told.length === 0) return;
  for await (const line of tableLines(heading, rows, cellsOf, '')) printed(line);
  const summary = Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`);
  printed(`\n${summary.join(', ')}.`);
  if (written) printed(`The refused rows are in ${written}. Correct them there, and import that file.`);
}

function countsOf(told: Told[]): Partial<Record<Outcome, number>> {
  const counts = outcomes.map((outcome) => [outcome, told.filter((one) => one.outcome === outcome).length]);
  return Object.fromEntries(counts.filter(([, count]) => count !== 0));
}

const heading = ['LINE', 'AGENCY', 'OUTCOME', 'STARTS', 'NAME', 'WHY'];

function cellsOf({ line, agency, outcome, startsOn, name = '', note, reason }: Told): string[] {
  const why = [reason, note].filter(Boolean).join('; ');
  const starts = startsOn === undefined ? '' : dayInWords(startsOn);
  return [`${line}`, agency, outcome, starts, clipped(name), why];
}

function clipped(name: string): string {
  return name.length > 48 ? `${name.slice(0, 47)}…` : name;
}

/** @throws {RefusedError} unless every agreement that the file asks for exists now. */
function refuse(told: Told[], untried = 0): void {
  const refused = told.filter(({ outcome }) => outcome === 'refused').length;
  if (untried > 0) {
    throw new RefusedError(
      `Interrupted: ${untried} of ${told.length + untried} rows were not tried. Run it again to go on.`,
    );
  }
  if (refused > 0) throw new RefusedError(`${refused} of ${told.length} rows were refused.`);
}

function wrongLine({ line, reason }: Told): string {
  return `line ${line}, ${reason}`;
}

/** @throws {RefusedError} if the report would overwrite the file that is read, or its folder can't be written to. */
function refuseReportAt(report: string | undefined, file: string): void {
  if (report === undefined) return;
  if (resolve(report) === resolve(file))
    throw new RefusedError(`--report names ${file} itself; name another file.`);
  try {
    accessSync(dirname(report), constants.W_OK);
  } catch {
    throw new RefusedError(
      `The report can't be written to ${dirname(report)}; name another file with --report.`,
    );
  }
}

/** A name in this folder that is not taken: someone may be mending the one of an earlier import. */
function freeName(file: string): string {
  const stem = basename(file).replace(/(\.refused(-\d+)?)?\.csv$/i, '');
  for (let number = 1; ; number++) {
    const name = `${stem}.refused${number > 1 ? `-${number}` : ''}.csv`;
    if (!existsSync(name)) return name;
  }
}
