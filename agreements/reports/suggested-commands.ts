// The commands that resolve an issue.
import { deadlineIn, isEventAlert } from '../model/ids.ts';
import type { OpenIssue } from '../model/ledger.ts';

/** The commands that resolve an issue. Any one of them is enough. */
export function commandsFor(
  { kind, obligation, meaning }: Pick<OpenIssue, 'kind' | 'obligation' | 'meaning'>,
  { agency, offer }: { agency: string; offer: string },
): string[] {
  const which = `${agency} ${offer}`;
  const change = `onegov name-contact ${which} --contact 'NAME <MAIL> ROLES' --instead OLD-MAIL`;
  const add = `onegov name-contact ${which} --contact 'NAME <MAIL> ROLES'`;
  const isNotice = obligation !== undefined && !isEventAlert(obligation);
  switch (kind) {
    case 'refused':
      return [change];
    case 'contact-left':
      return [add];
    case 'bounced':
      return [...(meaning ? [] : [change]), `onegov retry ${which}`];
    case 'bounce-unread':
      return [`onegov bounced ${which} --address MAIL`, `onegov acknowledge ${which} --notice ${obligation}`];
    case 'uncertain':
      return isNotice ? [`onegov resend ${which} --notice ${obligation}`] : [`onegov retry ${which}`];
    case 'renewal-asked':
      return [`onegov renew ${which}`, `onegov decline ${which} --reason TEXT`];
    case 'acceptance':
      return [`onegov accept ${which}`];
    case 'on-hold':
      return [`onegov release ${which}`];
    case 'deadline': {
      const id = obligation && deadlineIn(obligation);
      return [
        `onegov determine ${which} --what ${id} --reference TEXT`,
        `onegov decline ${which} --reason TEXT`,
      ];
    }
    case 'time-zone':
    case 'more':
      return [`onegov show ${which}`];
    case 'delayed':
    case 'failed':
      return [`onegov retry ${which}`];
    default:
      kind satisfies never;
      // Workers of a later version have published it.
      return [`onegov show ${which}`];
  }
}
