// The offers, clauses and closures. A command reads them from disk once, however often it asks.
import type { Closure } from '../../agreements/time/closures.ts';
import { readConfig } from '../../config/config.ts';
import { loadClosures } from '../../data/closures.ts';
import { type Catalog, loadCatalog } from '../../offers/catalog.ts';
import { type Clauses, loadClauses } from '../../offers/clauses.ts';

let offersRead: Catalog | undefined;
let closuresRead: Closure[] | undefined;
let clausesRead: Clauses | undefined;

/** @throws {RefusedError} naming the file of an offer that can't be used. */
export function catalog(): Catalog {
  offersRead ??= loadCatalog();
  return offersRead;
}

/** The clauses that an order may contain, by name. */
export function clauses(): Clauses {
  clausesRead ??= loadClauses();
  return clausesRead;
}

/** The closures of federal offices, with the operator's own. @throws {RefusedError} if the operator's can't be used. */
export function closures(): Closure[] {
  closuresRead ??= loadClosures(readConfig().closuresFile);
  return closuresRead;
}
