// The addresses in a bounce: how servers write them, and whether two of them are one mailbox.
import { domainToASCII } from 'node:url';

/**
 * The address in `rfc822; olive@access-board.gov` or `<olive@access-board.gov>`. Undefined if there is none: some servers
 * write a name of their own for the mailbox, or a command.
 */
export function addressIn(field = ''): string | undefined {
  const text = field.slice(field.indexOf(';') + 1).trim();
  const bare = text.replace(/^<(.*)>$/, '$1');
  return /^("[^"]+"|[^\s<>|"@][^\s<>"@]*)@[^\s<>@;,]+$/.test(bare) ? bare : undefined;
}

/**
 * Do both addresses stand for one mailbox? Servers give an address back in capitals, in quotation marks, or encoded as
 * they got it (RFC 3461, 4; RFC 6533, 3). They leave out what follows a plus, and name the host of the mailbox in place of
 * its domain.
 */
export function isSameMailbox(one: string, other: string): boolean {
  const others = spellings(other);
  return spellings(one).some((mine) => others.some((theirs) => isSame(mine, theirs)));
}

type Mailbox = { local: string; domain: string };

function isSame(one: Mailbox, other: Mailbox): boolean {
  const isWithin = (inner: string, outer: string) => inner === outer || inner.endsWith(`.${outer}`);
  return (
    one.local === other.local && (isWithin(one.domain, other.domain) || isWithin(other.domain, one.domain))
  );
}

/** An address as it is, and decoded in case it is encoded. */
function spellings(address: string): Mailbox[] {
  const decoded = address
    .replace(/\\x\{(10[0-9A-F]{4}|[0-9A-F]{2,5})\}/g, (_, hex) =>
      String.fromCodePoint(Number.parseInt(hex, 16)),
    )
    .replace(/\+([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return [address, decoded].map(mailboxOf);
}

function mailboxOf(address: string): Mailbox {
  const at = address.lastIndexOf('@');
  const local = address
    .slice(0, at)
    .replace(/^"(.*)"$/, '$1')
    .replace(/\\(.)/g, '$1')
    .replace(/(?<=.)\+.*$/s, '')
    .toLowerCase();
  const domain = address.slice(at + 1).replace(/\.$/, '');
  return { local, domain: domainToASCII(domain) || domain.toLowerCase() };
}
