// A request for an agreement whose activation is ahead: it needs no access, and sends no mail yet.
import { dayAt, shiftDate } from '../agreements/time/calendar.ts';
import { madeUpContacts } from '../clients/api/made-up-contacts.ts';
import type { AgreementRequest } from '../workflows/ports.ts';

const zones = ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles'];

/** @param number of its own: agencies have several zones, and activation dates from 5 days ahead on */
export function requestAhead(number: number) {
  const id = `agency-${number}.gov`;
  return {
    offer: 'openai-chatgpt-enterprise',
    agency: { id, name: `Agency ${number}`, timeZone: zones[number % zones.length] ?? 'UTC' },
    contacts: madeUpContacts(id),
    startsOn: shiftDate(dayAt(new Date().toISOString(), 'UTC'), `P${5 + (number % 60)}D`),
    by: 'the bench',
  } satisfies AgreementRequest;
}
