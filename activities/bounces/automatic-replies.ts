// Tells automatic replies, which are about no bounce, from everything else.
import type { MailParts } from './mail-parts.ts';

/**
 * Is it an automatic reply (RFC 3834), such as an out-of-office message, or a read receipt (RFC 8098)? Not one that says
 * that the person has left, because somebody has to take their place.
 */
export function isAutomaticReply(mail: MailParts): boolean {
  const { header, others, subject } = mail;
  if (others.some(({ type }) => type === 'message/disposition-notification')) return true;
  const isReply =
    /^auto-(replied|notified|generated)/i.test(header('auto-submitted')) ||
    /auto_?reply/i.test(header('precedence')) ||
    ['x-autoreply', 'x-autorespond', 'x-autoresponder'].some((name) => header(name) !== '') ||
    replySubject.test(subject);
  return isReply && !isAboutDelivery(mail) && !saysThatTheyLeft(mail);
}

const replySubject =
  /^(re: ?)?(auto(matic|mated)?[- ]?(reply|response|respons\b)|out of (the )?office|away from (the|my) |respuesta automática|fuera de la oficina)/i;

/** Mail servers send bounces from addresses like these, and with subjects like these. */
function isAboutDelivery({ header, subject }: MailParts): boolean {
  return (
    header('x-failed-recipients') !== '' ||
    /mailer-?daemon|postmaster|mail (delivery|system)/i.test(header('from')) ||
    /deliver|returned mail|fail|bounce|reject|error|not sent/i.test(subject)
  );
}

function saysThatTheyLeft({ text, subject }: MailParts): boolean {
  const words =
    /no longer (work|employed|an? (employee|member)|with (the|us|this)|at (the|this)|in this|use|monitor|in service)|(has|have) (left|retired|departed) (from )?(the )?(agency|department|bureau|board|commission|administration|government|federal|service|organization|company)|(has|have) retired\b|ya no (trabaja|laboro)/i;
  return words.test(`${subject}\n${text}`);
}
