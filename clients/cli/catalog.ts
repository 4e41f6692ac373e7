// The offers and clauses. A command reads them from disk once, however often it asks.
import { type Catalog, loadCatalog } from '../../offers/catalog.ts';
import { type Clauses, loadClauses } from '../../offers/clauses.ts';

let offersRead: Catalog | undefined;
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
