// Tells the operators about a bounce that can't be recorded: the agreement is over, another address bounced, or it is a complaint.

import type { Report } from '../../agreements/reports/report.ts';
import { hour } from '../../agreements/time/instants.ts';
import type { ReportOrder } from '../../workflows/ports.ts';
import type { BouncedMail, WhyUnrecorded } from './route-bounce.ts';

const words: Record<WhyUnrecorded, { subject: (id: string) => string; what: string; consequence: string }> = {
  over: {
    subject: (id) => `Bounce not recorded: ${id} is over`,
    what: 'bounced',
    consequence:
      'The agreement is over, so the bounce is not on record and no other contact gets the notice. Check whether someone still needs to know.',
  },
  elsewhere: {
    subject: (id) => `Bounce not recorded: ${id}, from another address`,
    what: 'bounced',
    consequence:
      'The bounce names another address. It is a member of a group, the mail was forwarded there, or it is another name of the same mailbox. Nothing was recorded. Ask the contact whether the notice arrived, or record the bounce with "onegov bounced".',
  },
  complaint: {
    subject: (id) => `Complaint about a notice: ${id}`,
    what: 'led to a complaint',
    consequence:
      'A reader marked the notice as spam, or a check of its sender failed. Nothing was recorded. If it was a reader, ask the contact who should get the notices. If it was a check, look at SPF, DKIM and DMARC of your domain.',
  },
};

const mostAnHour = 20;

/**
 * Makes the function that mails the operators about a bounce. It sends one mail for each address that a message bounced
 * from, and at most 20 an hour, because more bounces usually have one cause. It rejects if there were 20, or if the mail
 * server can't take the mail for now: then the sender of the bounce tries again.
 * @param mailReport mails a report. Its result is `later` if the mail server can't take the report for now
 */
export function tellsOperators(mailReport: (order: ReportOrder) => Promise<{ is: string }>) {
  const toldAt = new Map<string, number>();
  return async (id: string, bounced: BouncedMail, why: WhyUnrecorded): Promise<void> => {
    const bounce = `${bounced.messageId} ${bounced.reason}`;
    const now = new Date();
    for (const [one, at] of toldAt) if (at <= now.getTime() - hour) toldAt.delete(one);
    if (toldAt.has(bounce)) return;
    if (toldAt.size >= mostAnHour)
      throw new Error(`the operators have had ${mostAnHour} messages like this in an hour, so it waits.`);
    toldAt.set(bounce, now.getTime());
    const report = reportOf(id, bounced, why, toldAt.size === mostAnHour);
    const { is } = await mailReport({ id: `bounce:${bounce}`, now: now.toISOString(), report });
    if (is !== 'later') return;
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

function reportOf(
  id: string,
  { address, messageId, reason }: BouncedMail,
  why: WhyUnrecorded,
  isLast: boolean,
): Report {
  const { subject, what, consequence } = words[why];
  return {
    subject: subject(id),
    lead: [`A notice of ${id} to ${address} ${what}.`, consequence],
    sections: [
      { heading: 'The bounce', list: [`Message-ID: ${messageId}`, `Reason: ${reason}`] },
      ...(isLast ? [thereAreMore] : []),
    ],
    found: 1,
  };
}
