// Tells automatic replies, which are about no bounce, from everything else.
import type { MailParts } from './mail-parts.ts';

/**
 * Is it an automatic reply (RFC 3834), such as an out-of-office message, or a read receipt (RFC 8098)? Not one that a
 * person has to act on.
 */
export function isAutomaticReply(mail: MailParts): boolean {
  const { header, others, subject } = mail;
  if (others.some(({ type }) => type === 'message/disposition-notification')) return true;
  const isReply =
    /^auto-replied/i.test(header('auto-submitted')) ||
    /auto_?reply/i.test(header('precedence')) ||
    ['x-autoreply', 'x-autorespond', 'x-autoresponder'].some((name) => header(name) !== '') ||
    replySubject.test(subject);
  return isReply && !isAboutDelivery(mail) && !needsAPerson(mail);
}

const replySubject =
  /^(re: ?)?(auto(matic|mated)?[- ]?(reply|response|respons\b)|out of (the )?office|away from (the|my) |respuesta automática|fuera de la oficina)/i;

/** Mail servers and gateways send bounces from addresses like these, with subjects and texts like these. */
function isAboutDelivery({ header, subject, text }: MailParts): boolean {
  return (
    header('x-failed-recipients') !== '' ||
    /mailer-?daemon|postmaster|mail (delivery|system)/i.test(header('from')) ||
    /deliver|returned mail|fail|bounce|reject|error|block|not sent/i.test(subject) ||
    aboutDelivery.test(text)
  );
}

const aboutDelivery =
  /undeliver|not (be )?deliver|unable to deliver|quarantin|(message|e-?mail) (was|has been) (blocked|rejected)|\b[45]\d\d[ -]#?[45]\.\d{1,3}\.\d{1,3}/i;

/** The person has left, so someone has to take their place; or the message waits until someone confirms it. */
function needsAPerson({ text, subject }: MailParts): boolean {
  return [hasLeft, wantsConfirmation].some((words) => words.test(`${subject}\n${text}`));
}

const hasLeft =
  /no longer (work|employed|an? (employee|member)|with (the|us|this)|at (the|this)|in (this|service)|use|monitor)|(has|have) (left|retired|departed) (from )?(the )?(agency|department|bureau|board|commission|administration|government|federal|service|organization|company)|(has|have) retired\b|ya no (trabaj|labor)/i;

const wantsConfirmation =
  /to (deliver|release) your (message|e-?mail)|confirm (that you|your (message|e-?mail|address))/i;
