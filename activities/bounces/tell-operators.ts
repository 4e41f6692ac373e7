// Tells the operators by mail about a bounce that can't be recorded, because its agreement is over.

import type { Report } from '../../agreements/reports/report.ts';
import { hour } from '../../agreements/time/instants.ts';
import type { ReportOrder } from '../../workflows/ports.ts';
import type { BouncedMail } from './route-bounce.ts';

const mostAnHour = 20;

/**
 * Makes the function that mails the operators about a bounce. It sends one mail for each address that a message bounced
 * from, and at most 20 an hour, because more bounces usually have one cause. It rejects if there were 20, or if the mail
 * server does not take the mail: then the sender of the bounce tries again.
 * @param mailReport mails a report. Its result is what came of it, such as `accepted`
 */
export function tellsOperators(mailReport: (order: ReportOrder) => Promise<{ is: string }>) {
  const toldAt = new Map<string, number>();
  return async (id: string, bounced: BouncedMail): Promise<void> => {
    const bounce = `${bounced.messageId} ${bounced.reason}`;
    const now = new Date();
    for (const [one, at] of toldAt) if (at <= now.getTime() - hour) toldAt.delete(one);
    if (toldAt.has(bounce)) return;
    if (toldAt.size >= mostAnHour)
      throw new Error(`the operators have had ${mostAnHour} messages like this in an hour, so it waits.`);
    toldAt.set(bounce, now.getTime());
    const report = reportOf(id, bounced, toldAt.size === mostAnHour);
    const { is } = await mailReport({ id: `bounce:${bounce}`, now: now.toISOString(), report });
    if (is === 'accepted' || is === 'unknown') return;
    toldAt.delete(bounce);
    throw new Error('the mail server has not taken the message to the operators.');
  };
}

const thereAreMore = {
  heading: 'More of them',
  list: [
    `This is the last of ${mostAnHour} such messages in an hour. Mail servers keep the other bounces and send them again, so more messages follow.`,
  ],
};

function reportOf(id: string, { address, messageId, reason }: BouncedMail, isLast: boolean): Report {
  return {
    subject: `Bounce not recorded: ${id} is over`,
    lead: [
      `Something came back for a notice of ${id} to ${address}.`,
      'The agreement is over, so it is not on record and no other contact gets the notice. Check whether someone still needs to know.',
    ],
    sections: [
      { heading: 'The bounce', list: [`Message-ID: ${messageId}`, `Reason: ${reason}`] },
      ...(isLast ? [thereAreMore] : []),
    ],
    found: 1,
  };
}
