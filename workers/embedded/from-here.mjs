// Which requests the embedded mailbox and directory answer: those of programs on this machine, and of their own pages.

const ownNames = ['127.0.0.1', 'localhost', '[::1]'];

/** Is it a name that this machine has for itself, with or without a port? */
export function isOwnName(host = '') {
  return ownNames.includes(host.replace(/:\d+$/, '').toLowerCase());
}

/**
 * Is it from a program on this machine, or from the service's own page? A page from elsewhere that is open in a browser
 * here says so: it has another origin, or got here by a host name of its own (DNS rebinding).
 */
export function isFromHere({ headers: { host = '', origin } }) {
  return isOwnName(host) && (origin === undefined || origin === `http://${host}`);
}

/** Refuses all other requests (express). Tells browsers to show nothing of the answer in other pages. */
export function fromHereOnly(request, response, next) {
  if (!isFromHere(request)) {
    response.writeHead(403, { 'Content-Type': 'text/plain' });
    return response.end('Only programs on this machine get an answer; open it as http://127.0.0.1.\n');
  }
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('X-Frame-Options', 'SAMEORIGIN');
  next();
}
