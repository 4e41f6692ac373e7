// A report as one message to the operators: the same order always gives the same bytes.
import MailComposer from 'nodemailer/lib/mail-composer';
import type { ReportOrder } from '../../../workflows/ports.ts';
import { keyOf } from '../../bounces/bounce-address.ts';
import { oneLine } from '../letters/facts.ts';
import { signed } from './dkim.ts';
import { type Message, type Sender, unanswered } from './message.ts';
import { toHtml, toText } from './render.ts';

export function reportMessage({ id: order, now, report }: ReportOrder, sender: Sender): Message {
  const { from, operators: to } = sender;
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const key = keyOf(order, to.toLowerCase());
  const id = `<${key}@${domain}>`;
  const sections = report.sections.map(({ heading, list }) => ({ heading, list: list.map(oneLine) }));
  const content = { ...report, sections, preheader: report.lead[0] };
  const compose = async () => {
    const mail = new MailComposer({
      from: { name: 'Agreement reports', address: from },
      to: { name: 'Operators', address: to },
      subject: content.subject,
      date: new Date(now),
      messageId: id,
      headers: unanswered,
      text: toText(content),
      html: toHtml(content),
      baseBoundary: key,
      newline: 'windows',
    });
    return signed(await mail.compile().build(), sender.dkim);
  };
  return { obligations: [order], id, to, from, mayWait: false, content, compose };
}
