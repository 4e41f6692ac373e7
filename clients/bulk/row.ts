// A row of a file that "import" reads.
import type { AgreementRequest } from '../../workflows/ports.ts';
import type { Cells } from '../files/csv.ts';

/** The column that says why a row was refused, in a file that was handed back. It is not read. */
export const reasonColumn = 'reason';

/** What applies to every row that does not say otherwise. */
export type Defaults = Omit<AgreementRequest, 'agency'>;

/** What is wrong in a cell. */
export type Fault = { line: number; column: string; text: string };

/** An agreement that a file asks for. */
export type Row = {
  line: number;
  /** The cells as the file has them. A refused row is handed back with them. */
  cells: Cells;
  agency: string;
  request: AgreementRequest;
  /** The column that each part of the request comes from: `contacts[0].email` comes from `owner_email`. */
  columns: Record<string, string>;
  /** What is wrong with the cells themselves. */
  faults: Fault[];
  /** A remark on how the row was read. */
  note?: string;
};
