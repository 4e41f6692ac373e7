// The embedded directory's database file: opening it for one process, asking it, and changing it for good.
import { closeSync, openSync } from 'node:fs';
import Libsql from 'libsql';
import { StartError } from '../engine/child-process.ts';
import { tables } from './directory-tables.ts';

type Value = string | number | null;

export type Database = {
  /** The rows that a statement gives, each with its columns in order. Sees what is not on disk yet. */
  rows(statement: string, ...values: Value[]): unknown[][];
  /** Runs a statement that gives no rows; only within `change`. */
  run(statement: string, ...values: Value[]): void;
  /**
   * Makes a change. It is on disk when `written` resolves.
   * @throws if it can't be written; then nothing of it is kept
   */
  change<Result>(work: () => Result): Result;
  /**
   * Resolves when all changes so far are on disk; rejects if they can't be written, and are undone. Left out: they
   * are on disk.
   */
  written(): Promise<void> | undefined;
  close(): Promise<void>;
};

/** Changes that go to disk together. */
type Batch = { written: Promise<void>; failure?: Error };

/**
 * Opens the database, new if there is none, and keeps other processes out until it is closed.
 * @throws {StartError} if another process uses it, or the file is not a database
 */
export function openDatabase(file: string): Database {
  const database = open(file);
  const statements = new Map<string, Libsql.Statement>();
  let batch: Batch | undefined;

  function prepared(text: string): Libsql.Statement {
    const statement = statements.get(text) ?? database.prepare(text);
    statements.set(text, statement);
    return statement;
  }

  /** What arrives in one turn of the event loop is written with one wait for the disk. */
  function openBatch(): Batch {
    database.exec('begin immediate');
    const opened: Batch = {
      written: new Promise((resolve, reject) => {
        setImmediate(() => {
          batch = undefined;
          try {
            if (opened.failure) throw opened.failure;
            database.exec('commit');
            resolve();
          } catch (error) {
            undo();
            reject(error);
          }
        });
      }),
    };
    // Who waits for it is told; if nobody does, nobody has been told of the change.
    opened.written.catch(() => {});
    return opened;
  }

  function undo(): void {
    if (database.inTransaction) database.exec('rollback');
  }

  return {
    rows: (text, ...values) => prepared(text).raw().all(values) as unknown[][],
    run(text, ...values) {
      prepared(text).run(values);
    },
    change(work) {
      batch ??= openBatch();
      if (batch.failure) throw batch.failure;
      try {
        return work();
      } catch (error) {
        batch.failure = error as Error;
        undo();
        throw error;
      }
    },
    written: () => batch?.written,
    async close() {
      await batch?.written.catch(() => {});
      // libsql holds the lock for as long as any statement is in memory, so it has to be given back before.
      database.exec(
        'pragma journal_mode = delete; pragma locking_mode = normal; select count(*) from tenants;',
      );
      database.close();
    },
  };
}

function open(file: string): Libsql.Database {
  // Made here, because SQLite would leave a new file open to other accounts.
  closeSync(openSync(file, 'a', 0o600));
  try {
    const database = new Libsql(file);
    // `full` waits for the disk at each commit; on macOS only `fullfsync` makes the disk write.
    database.exec(`
      pragma locking_mode = exclusive;
      pragma journal_mode = wal;
      pragma synchronous = full;
      pragma fullfsync = on;
      pragma foreign_keys = on;
      ${tables}`);
    return database;
  } catch (error) {
    throw new StartError(
      sentences[(error as { code?: string }).code ?? '']?.(file) ?? unreadable(file, error),
    );
  }
}

const sentences: Record<string, (file: string) => string> = {
  SQLITE_BUSY: (file) => `Another process uses ${file}; stop it first.`,
};

function unreadable(file: string, error: unknown): string {
  return `${file} can't be opened (${(error as Error).message}); restore it, or move it away to start without it.`;
}
