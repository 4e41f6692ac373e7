// An agreement's current details in the Temporal UI, in Markdown. They are built in the sandbox, so instants are in UTC.
import type { Agreement } from '../model/agreement.ts';
import { asPhrase, obligationName } from '../model/obligation-names.ts';
import { waitingWords } from '../model/reason-words.ts';
import { outlookOf } from '../obligations/outlook.ts';
import { dayBefore } from '../time/day-words.ts';
import type { Instant } from '../time/instants.ts';
import { issuesOf } from './ledger.ts';

/** The most open issues in the details. */
const mostIssues = 30;

/** The phase, the next obligation, the term, the features and the open issues. */
export function detailsOf(agreement: Agreement, now: Instant): string {
  const { agency, offer, status, decision, term, features } = agreement;
  const issues = issuesOf(agreement);
  const rows = [
    `### ${agency.name}: ${offer.vendor} ${offer.product}`,
    '',
    `- **Phase** ${status}${decision ? ` (decided: ${decision.kind})` : ''}`,
    `- **Next** ${nextStep(agreement, now)}`,
    `- **Term ${term.number}** ${term.startsOn} ${term.endsOn === undefined ? 'without an end' : `through ${dayBefore(term.endsOn)}`}, ${agency.timeZone}`,
    ...features.map(
      ({ name, on, ends }) =>
        `- **${name}** ${on ? 'on' : 'off'}${ends ? `, through ${dayBefore(ends.on)}` : ''}`,
    ),
    '',
    issues.length > 0 ? '**Open issues**' : 'No open issues.',
    ...issues.slice(0, mostIssues).map(({ text, since }) => `- ${asPhrase(text)} (since ${inUtc(since)})`),
    ...(issues.length > mostIssues ? [`- and ${issues.length - mostIssues} more`] : []),
  ];
  return rows.join('\n');
}

/** What is due first, when, and what it waits for. */
function nextStep(agreement: Agreement, now: Instant): string {
  const [next] = agreement.plan;
  if (!next) return 'nothing';
  const outlook = outlookOf(agreement, next, now);
  const isWaiting = outlook.is === 'waiting' || outlook.is === 'to-wait';
  const waits = isWaiting ? ` (waits: ${waitingWords[outlook.reason]})` : '';
  return `${obligationName(next.id)}: ${inUtc(next.dueAt)}${waits}`;
}

/** `2026-11-23 14:03 UTC` */
function inUtc(instant: Instant): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}
