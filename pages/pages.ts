// The pages that an agency's contacts come to by a signed link: routes, and what each answers with.
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import { type Link, type Links, linkTo, readLink } from '../activities/notices/links/signed-links.ts';
import { versionOf } from '../agreements/model/ids.ts';
import type { Language } from '../agreements/model/parties.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { AlreadyDoneError, LimitReachedError, RefusedError } from '../agreements/validation/errors.ts';
import { type Agreements, NoWorkerError } from '../clients/api/agreements.ts';
import { commandOf } from './answers.ts';
import { type Act, acts, askedBy, languageOf, nowOf } from './asked.ts';
import { assets, assetsVersion } from './assets.ts';
import { calendarFeed } from './calendar.ts';
import { guarded, limitAddresses, limitAnswers } from './guards.ts';
import { agreementPage, stalePage } from './views/agreement.ts';
import { formPage, freshPage } from './views/forms.ts';
import { pathOf, type Scene, type Sight } from './views/layout.ts';
import { calendarPage, donePage, type Problem, problemBelow, problemPage } from './views/results.ts';
import { en } from './words/en.ts';
import { es } from './words/es.ts';

export type PagesOptions = {
  /** Where the pages are for whoever follows a link: they answer below the path of its address. */
  links: Links;
  /** The facade of the namespace that an agreement is in: rehearsals have one of their own. */
  agreementsOf: (id: string) => Pick<Agreements, 'view' | 'decide'>;
  /** How many proxies stand in front, each of which tells whom it asks for; left out: none. */
  trustProxy?: number | undefined;
  /** The mail address to write to with questions. */
  help?: string | undefined;
  /** Left out: this machine's. */
  clock?: (() => Instant) | undefined;
  /** Told what went wrong, in a line without anything secret. */
  say?: ((line: string) => void) | undefined;
};

/** The pages as an application of express. No GET or HEAD changes anything: only the POST of a form does. */
export function createPages(options: PagesOptions): express.Express {
  const { links, trustProxy = 0 } = options;
  const base = new URL(links.url).pathname.replace(/\/+$/, '');
  const app = express();
  app.set('trust proxy', trustProxy).disable('x-powered-by');
  Object.assign(app.locals, { options, base, assets: `${base}/assets/${assetsVersion}` });
  const form = express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 100 });
  const router = express
    .Router()
    .use(`/assets/${assetsVersion}`, assets())
    .use(limitAddresses(tooMany))
    .get('/a/:token', knownLink, firstPage)
    .get('/a/:token/calendar', knownLink, calendarAddress)
    .get('/a/:token/:act', knownLink, knownAct, actPage)
    .get('/a/:token/:act/done', knownLink, knownAct, done)
    .post('/a/:token/:act', knownLink, knownAct, limitAnswers(tooManyAnswers), form, answer)
    .get('/c/:token.ics', knownFeed, feed);
  return app
    .use(guarded(links.url))
    .use(base || '/', router)
    .use(unknown, failed);
}

// --- who asks

type Known = { link: Link; act: Act };
const known = (response: Response) => response.locals as Known;

const optionsOf = (request: Request) => request.app.locals.options as PagesOptions;

/** A link that is none of ours is no link: nothing tells what is wrong with it. */
const knownLink: RequestHandler = async (request, response, next) => {
  const link = await readLink(String(request.params.token), optionsOf(request).links);
  if (!link || link.purpose === 'calendar') return unknown(request, response, next);
  response.locals.link = link;
  next();
};

/** An address in a calendar program shows days, and is good for nothing else; nor is another one good for that. */
const knownFeed: RequestHandler = async (request, response, next) => {
  const link = await readLink(String(request.params.token), optionsOf(request).links);
  if (link?.purpose !== 'calendar') return unknown(request, response, next);
  response.locals.link = link;
  next();
};

const knownAct: RequestHandler = (request, response, next) => {
  const act = acts.find((one) => one === request.params.act);
  if (!act) return unknown(request, response, next);
  response.locals.act = act;
  next();
};

/** The agreement as it is at this moment, and what may be done to it by the link. */
async function look(request: Request, response: Response): Promise<Sight> {
  const { link } = known(response);
  const { agreementsOf, clock = () => new Date().toISOString() } = optionsOf(request);
  const agreement = await agreementsOf(link.agreement).view(link.agreement);
  const now = nowOf(agreement, clock());
  const asked = askedBy(agreement, link, now);
  const scene = sceneOf(request, languageOf(agreement, link));
  return { ...scene, token: String(request.params.token), agreement, asked, now };
}

/** @param language left out: as the browser asks for */
function sceneOf(request: Request, language?: Language): Scene {
  const spoken = language ?? (request.acceptsLanguages('en', 'es') === 'es' ? 'es' : 'en');
  const { base, assets, options } = request.app.locals;
  return { language: spoken, words: { en, es }[spoken], base, assets, help: options.help };
}

// --- what is shown

const firstPage: RequestHandler = async (request, response) => {
  const sight = await look(request, response);
  response.send(isStale(sight) ? stalePage(sight) : agreementPage(sight));
};

const isStale = ({ asked }: Sight) => asked.state === 'expired' || asked.state === 'former';

const actPage: RequestHandler = async (request, response) => {
  const sight = await look(request, response);
  const { act } = known(response);
  const { may, afresh } = sight.asked;
  if (may.includes(act)) response.send(formPage(sight, act));
  else if (afresh.includes(act)) response.send(freshPage(sight, act));
  else response.redirect(303, pathOf(sight));
};

const done: RequestHandler = async (request, response) => {
  const sight = await look(request, response);
  const page = donePage(sight, known(response).act);
  if (page === undefined) return response.redirect(303, pathOf(sight));
  response.send(page);
};

const calendarAddress: RequestHandler = async (request, response) => {
  const sight = await look(request, response);
  const { agreement, asked, now } = sight;
  if (!asked.contact || asked.state === 'over' || isStale(sight))
    return response.redirect(303, pathOf(sight));
  const { email: address } = asked.contact;
  const order = {
    agreement: agreement.id,
    address,
    purpose: 'calendar',
    version: versionOf(agreement),
  } as const;
  response.send(calendarPage(sight, await linkTo(order, optionsOf(request).links, now)));
};

const feed: RequestHandler = async (request, response, next) => {
  const sight = await look(request, response);
  if (isStale(sight)) return unknown(request, response, next);
  response.type('text/calendar').send(calendarFeed(sight));
};

// --- what is answered

const answer: RequestHandler = async (request, response) => {
  const sight = await look(request, response);
  const { act, link } = known(response);
  const { agreement, asked, now } = sight;
  const donePath = pathOf(sight, act, 'done');
  if (asked.answered && asked.act === act) return response.redirect(303, donePath);
  if (!asked.contact || !asked.may.includes(act)) return response.status(403).send(refusedPage(sight, act));
  const filled = request.body ?? {};
  const { contact } = asked;
  const { obligation: notice, version } = link;
  const command = commandOf(act, filled, { agreement, contact, now, notice, version });
  if ('flaws' in command) {
    response.status(422).send(formPage(sight, act, { filled, flaws: command.flaws }));
    return;
  }
  try {
    await optionsOf(request).agreementsOf(agreement.id).decide(agreement.id, command);
  } catch (error) {
    if (!(error instanceof RefusedError) || error instanceof NoWorkerError) throw error;
    if (!(error instanceof AlreadyDoneError))
      return response.status(409).send(conflictPage(await look(request, response), act, error));
  }
  response.redirect(303, donePath);
};

/** Something happened since the page was opened: the page as it is now says what. */
function conflictPage(sight: Sight, act: Act, error: RefusedError): string {
  if (error instanceof LimitReachedError) return problemBelow(sight, 'limit');
  return sight.asked.state === 'open' ? problemBelow(sight, 'conflict') : refusedPage(sight, act);
}

function refusedPage(sight: Sight, act: Act): string {
  if (isStale(sight)) return stalePage(sight);
  if (sight.asked.afresh.includes(act)) return freshPage(sight, act);
  return sight.asked.state === 'open' ? problemBelow(sight, 'refused') : agreementPage(sight);
}

// --- what can't be

function problem(request: Request, response: Response, status: number, what: Problem): void {
  response
    .status(status)
    .set('Cache-Control', 'no-store')
    .send(problemPage(sceneOf(request), what));
}

const unknown: RequestHandler = (request, response) => problem(request, response, 404, 'unknown');

const tooMany: RequestHandler = (request, response) => problem(request, response, 429, 'tooMany');

const tooManyAnswers: RequestHandler = (request, response) =>
  problem(request, response, 429, 'tooManyAnswers');

const failed: ErrorRequestHandler = (error, request, response, next) => {
  if (response.headersSent) return next(error);
  if (error instanceof RefusedError && !(error instanceof NoWorkerError))
    return problem(request, response, 404, 'gone');
  if (error.status >= 400 && error.status < 500) return problem(request, response, error.status, 'unusable');
  const isAway = error instanceof NoWorkerError || error.name === 'ServiceError';
  optionsOf(request).say?.(`The pages: ${error.name}: ${error.message}`);
  if (isAway) response.set('Retry-After', '60');
  problem(request, response, isAway ? 503 : 500, isAway ? 'away' : 'broken');
};
