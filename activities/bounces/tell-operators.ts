// Tells the operators about a bounce that can't be recorded: the agreement is over, or another address bounced.

import type { Report } from '../../agreements/reports/report.ts';
import { hour } from '../../agreements/time/instants.ts';
import type { ReportOrder } from '../../workflows/ports.ts';
import type { BouncedMail, WhyUnrecorded } from './route-bounce.ts';

const words: Record<WhyUnrecorded, { what: string; consequence: string }> = {
  over: {
    what: ' is over',
    consequence:
      'The agreement is over, so the bounce is not on record and no other contact gets the notice. Check whether someone still needs to know.',
  },
  elsewhere: {
    what: ', from another address',
    consequence:
      'The bounce names another address. The mail was forwarded there, or the address is another name of the same mailbox. Nothing was recorded. Ask the contact whether the notice arrived, or record the bounce with "onegov bounced".',
  },
};

const mostAnHour = 20;

/**
 * Makes the function that mails the operators about a bounce. It sends one mail for each message that bounced, and at most
 * 20 an hour, because more bounces usually have one cause. It rejects if the mail server can't take the mail for now.
 * @param mailReport mails a report. Its result is `later` if the mail server can't take the report for now
 */
export function tellsOperators(mailReport: (order: ReportOrder) => Promise<{ is: string }>) {
  const toldAt = new Map<string, number>();
  return async (id: string, bounced: BouncedMail, why: WhyUnrecorded): Promise<void> => {
    const { messageId } = bounced;
    const now = new Date();
    for (const [one, at] of toldAt) if (at <= now.getTime() - hour) toldAt.delete(one);
    if (toldAt.has(messageId) || toldAt.size >= mostAnHour) return;
    toldAt.set(messageId, now.getTime());
    const report = reportOf(id, bounced, why);
    const { is } = await mailReport({ id: `bounce:${messageId}`, now: now.toISOString(), report });
    if (is !== 'later') return;
    toldAt.delete(messageId);
    throw new Error('the mail server has not taken the message to the operators.');
  };
}

function reportOf(id: string, { address, messageId, reason }: BouncedMail, why: WhyUnrecorded): Report {
  const { what, consequence } = words[why];
  return {
    subject: `Bounce not recorded: ${id}${what}`,
    lead: [`A notice of ${id} to ${address} bounced.`, consequence],
    sections: [{ heading: 'The bounce', list: [`Message-ID: ${messageId}`, `Reason: ${reason}`] }],
    found: 1,
  };
}
