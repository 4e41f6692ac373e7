// Turns a report into one message to the operators. The same order always gives the same bytes.
import MailComposer from 'nodemailer/lib/mail-composer';
import { oneLine } from '../../../text/sentences.ts';
import type { ReportOrder } from '../../../workflows/ports.ts';
import { keyOf } from '../../keys.ts';
import { signed } from './dkim.ts';
import { toHtml } from './html.ts';
import { domainOf, fitting, type Message, noAutomaticReply, type Sender } from './message.ts';
import { toText } from './plain-text.ts';

export function reportMessage({ id: order, now, report }: ReportOrder, sender: Sender): Message {
  const { from, operators: to } = sender;
  const key = keyOf(order, to.toLowerCase());
  const id = `<${key}@${domainOf(sender)}>`;
  const sections = report.sections.map(({ heading, list }) => ({ heading, list: list.map(oneLine) }));
  const content = { ...report, sections, preheader: report.lead[0] };
  const compose = async () => {
    const mail = new MailComposer({
      from: { name: 'Agreement reports', address: from },
      to: { name: 'Operators', address: to },
      subject: fitting(content.subject),
      date: new Date(now),
      messageId: id,
      headers: noAutomaticReply,
      text: toText(content),
      html: toHtml(content),
      baseBoundary: key,
      newline: 'windows',
    });
    return signed(await mail.compile().build(), sender.dkim);
  };
  return { obligations: [order], id, to, from, mayWait: false, content, compose };
}
