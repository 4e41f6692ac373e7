// Serves the stylesheet, fonts and images of the US Web Design System from its package.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import express, { type RequestHandler, Router } from 'express';

const stylesheet = fileURLToPath(import.meta.resolve('@uswds/uswds/css/uswds.min.css'));
const folder = stylesheet.replace(/css.uswds\.min\.css$/, '');

/** Long names and addresses break at the edge of a small screen. The stylesheet itself does not do this. */
const own = '\nbody{overflow-wrap:anywhere}';

/** Compressed once, because the file has half a megabyte. */
const css = Buffer.from(readFileSync(stylesheet, 'utf8').replace(/\/\*# sourceMappingURL=.*?\*\//, '') + own);
const zipped = gzipSync(css);

/** Changes with the stylesheet, so that browsers never use an old one. */
export const assetsVersion = createHash('sha256').update(css).digest('hex').slice(0, 12);

/** Serves the assets. Browsers may keep them for a year. */
export function assets(): Router {
  return Router()
    .use(kept)
    .get('/css/uswds.min.css', styles)
    .use('/fonts', express.static(`${folder}fonts`))
    .use('/img', express.static(`${folder}img`));
}

const kept: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'public, max-age=31536000, immutable');
  next();
};

const styles: RequestHandler = (request, response) => {
  const isZipped = request.acceptsEncodings('gzip') === 'gzip';
  response.set('Vary', 'Accept-Encoding');
  if (isZipped) response.set('Content-Encoding', 'gzip');
  response.type('css').send(isZipped ? zipped : css);
};
