// What a mail address looks like.

const atom = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const topLevel = '(?:[a-z]{2,63}|xn--[a-z0-9-]{0,58}[a-z0-9])';
const address = new RegExp(`^${atom}(?:\\.${atom})*@(?:${label}\\.)+${topLevel}$`, 'i');

/** Is it a mail address such as `r&d@access-board.gov`? By RFC 5322, 3.4.1, without quotation marks and comments. */
export function isMailAddress(text: string): boolean {
  return address.test(text);
}

/**
 * Is its local part a route to another domain for some mail servers? They send `ann%example.com@access-board.gov`, or
 * `example.com!ann@access-board.gov`, on to example.com.
 */
export function isRouted(address: string): boolean {
  return /[%!].*@/.test(address);
}
