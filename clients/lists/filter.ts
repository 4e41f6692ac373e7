// The filters that people type, as one visibility query.
import { quoted } from '../../visibility/queries.ts';

export type Filter = {
  /** A visibility query. */
  where?: string;
  agency?: string;
  offer?: string;
  phase?: string;
};

/** All filters in one query; empty if there is none. */
export function queryOf({ where, agency, offer, phase }: Filter): string {
  const parts = [
    where && `(${where})`,
    agency && `AgencyId = ${quoted(agency.toLowerCase())}`,
    offer && `OfferId = ${quoted(offer)}`,
    phase && `Phase = ${quoted(phase)}`,
  ];
  return parts.filter(Boolean).join(' AND ');
}
