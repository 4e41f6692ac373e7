// A report as one message to the operators: the same order always gives the same bytes.
import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { ReportOrder } from '../../workflows/ports.ts';
import { oneLine } from '../notices/facts.ts';
import type { Message, Sender } from '../notices/message.ts';
import { toHtml, toText } from '../notices/render.ts';

export function reportMessage({ id: obligation, now, report }: ReportOrder, sender: Sender): Message {
  const { from, operators: to } = sender;
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const key = createHash('sha256')
    .update(JSON.stringify([obligation, to.toLowerCase()]))
    .digest('hex')
    .slice(0, 32);
  const id = `<${key}@${domain}>`;
  const sections = report.sections.map(({ heading, list }) => ({ heading, list: list.map(oneLine) }));
  const content = { ...report, sections, preheader: report.lead[0] };
  const compose = () =>
    new MailComposer({
      from: { name: 'Agreement reports', address: from },
      to: { name: 'Operators', address: to },
      subject: content.subject,
      date: new Date(now),
      messageId: id,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      text: toText(content),
      html: toHtml(content),
      baseBoundary: key,
    })
      .compile()
      .build();
  return { obligation, id, to, from, content, compose };
}
