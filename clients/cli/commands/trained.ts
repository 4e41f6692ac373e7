// `onegov trained`: who has completed a training, of one agreement or, by a file, of many.
import { Option, type Command as Program } from 'commander';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { interruptibly } from '../../bulk/bulk.ts';
import { byAgreement, type Outcome, outcomes, putOnRecord, type Result } from '../../bulk/bulk-training.ts';
import { readTrained, type TrainedRow } from '../../bulk/training-file.ts';
import { showProgress } from '../../output/progress.ts';
import { tableLines } from '../../output/rows.ts';
import { printed, show } from '../../output/terminal.ts';
import { addAgreementCommand, type CommonOptions } from '../agreement-command.ts';
import { catalog } from '../catalog.ts';
import { connected } from '../connection.ts';
import { flag, repeated } from '../typed-flaws.ts';

type Own = { who?: string[]; training?: string; file?: string };
type Options = CommonOptions & Own;

export function addTrained(program: Program): void {
  addAgreementCommand<Own>(program, {
    type: 'trained',
    says: 'put on record who has completed a training; of one agreement, or of many by a file',
    example: 'gsa.gov chatgpt --who olive@gsa.gov --who bob@gsa.gov --training "Introduction"',
    done: 'Put on record for',
    options: [
      new Option('--who <mail>', 'the address of someone who has completed it (repeatable)').argParser(
        (address: string, before: string[] = []) => [...before, address],
      ),
      new Option('--training <name>', 'which training'),
      new Option(
        '--file <file>',
        'a CSV file with a row for each person: agency, offer, email, training (may be left out)',
      ),
    ],
    fields: ({ who, training }) => {
      if (!who) throw new RefusedError('Say who has completed it (--who), or name a file of them (--file).');
      return { people: who, training };
    },
    typed: ({ who }) => ({ people: repeated('--who', who), training: flag('--training') }),
    fromFile: importTrained,
  });
}

/** Checks the whole file first, and then puts it on record, some agreements at a time. */
async function importTrained(file: string, options: Options): Promise<void> {
  const { by, reason, dryRun = false, who, training } = options;
  if (who ?? training)
    throw new RefusedError('The file says who has completed what: leave out --who and --training.');
  const rows: TrainedRow[] = [];
  for await (const row of readTrained(file, catalog())) rows.push(row);
  if (rows.length === 0) throw new RefusedError(`${file} has no rows.`);
  refuseFlaws(rows, options);

  const groups = byAgreement(rows);
  await connected('live', async (agreements) => {
    const told: Result[] = [];
    const progress = showProgress(dryRun ? 'Looking at' : 'Put on record for', groups.length);
    try {
      await interruptibly(progress.say, async (signal) => {
        const how = { by, dryRun, ...(reason !== undefined && { reason }) };
        const bulk = { concurrency: options.concurrency, signal };
        for await (const results of putOnRecord(groups, agreements, how, bulk)) {
          told.push(...results);
          progress.step();
        }
      });
    } finally {
      progress.stop();
      await tell(options, told);
    }
    refuse(told, rows.length - told.length);
  });
}

/** @throws {RefusedError} if any row can't be used. Nothing is put on record then. */
function refuseFlaws(rows: TrainedRow[], options: Options): void {
  const wrong = rows.filter(({ flaw }) => flaw !== undefined);
  if (wrong.length === 0) return;
  show(
    options,
    { rows: wrong },
    wrong.map(({ line, flaw }) => `line ${line}, ${flaw}`),
  );
  throw new RefusedError(
    `${wrong.length} of ${rows.length} rows can't be used, so nothing was put on record. Correct them first.`,
  );
}

const heading = ['LINE', 'AGREEMENT', 'EMAIL', 'TRAINING', 'OUTCOME', 'WHY'];

async function tell(options: Options, told: Result[]): Promise<void> {
  const results = told.toSorted((one, other) => one.row.line - other.row.line);
  const counts = countsOf(told);
  if (options.json) {
    const rows = results.map(({ row, ...result }) => ({ ...row, ...result }));
    return show(options, { counts, rows }, []);
  }
  if (told.length === 0) return;
  for await (const line of tableLines(heading, results, cellsOf, '')) printed(line);
  const summary = Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`);
  printed(`\n${summary.join(', ')}.`);
}

function countsOf(told: Result[]): Partial<Record<Outcome, number>> {
  const counts = outcomes.map((outcome) => [outcome, told.filter((one) => one.outcome === outcome).length]);
  return Object.fromEntries(counts.filter(([, count]) => count !== 0));
}

function cellsOf({ row, outcome, reason = '' }: Result): string[] {
  const { line, agreement, email, training = '' } = row;
  return [`${line}`, agreement, email, training, outcome, reason];
}

/** @throws {RefusedError} unless everything that the file says is on record now. */
function refuse(told: Result[], untried: number): void {
  const all = told.length + untried;
  if (untried > 0)
    throw new RefusedError(`Interrupted: ${untried} of ${all} rows were not tried. Run it again to go on.`);
  const refused = told.filter(({ outcome }) => outcome === 'refused').length;
  if (refused > 0) throw new RefusedError(`${refused} of ${all} rows were refused.`);
}
