// The routes of the pages that contacts open by a signed link.
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import { type Link, type Links, linkTo, readLink } from '../activities/notices/links/signed-links.ts';
import { versionOf } from '../agreements/model/ids.ts';
import type { Language } from '../agreements/model/parties.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { AlreadyDoneError, LimitReachedError, RefusedError } from '../agreements/validation/errors.ts';
import type { Agreements } from '../clients/api/agreements.ts';
import { UnansweredError } from '../clients/api/unanswered.ts';
import { assets, assetsVersion } from './assets.ts';
import { commandOf } from './model/form-commands.ts';
import { type Form, forms, languageOf, linkStatus, nowOf } from './model/link-status.ts';
import { limitAddresses, limitAnswers, securityHeaders } from './security.ts';
import { agreementPage, stalePage } from './views/agreement.ts';
import { calendarFeed } from './views/calendar-feed.ts';
import { formPage, newLinkPage } from './views/forms.ts';
import { type AgreementContext, type PageContext, pathOf } from './views/layout.ts';
import { calendarPage, donePage, type Problem, problemBelow, problemPage } from './views/results.ts';
import { en } from './words/en.ts';
import { es } from './words/es.ts';

export type PagesOptions = {
  /** Where links lead, and the keys that sign them. The pages answer below the path of that URL. */
  links: Links;
  /** The client of the namespace that an agreement with this id is in. */
  agreementsOf: (id: string) => Pick<Agreements, 'view' | 'decide'>;
  /** The number of proxies in front of the pages. Each passes on the visitor's address. Left out: none. */
  trustProxy?: number | undefined;
  /** The email address for questions. */
  help?: string | undefined;
  /** Left out: this machine's clock. */
  clock?: (() => Instant) | undefined;
  /** Gets a line, without anything secret, when something goes wrong. */
  say?: ((line: string) => void) | undefined;
};

/** The pages as an express application. Only the POST of a form changes anything; a GET or HEAD never does. */
export function createPages(options: PagesOptions): express.Express {
  const { links, trustProxy = 0 } = options;
  const base = new URL(links.url).pathname.replace(/\/+$/, '');
  const app = express();
  app.set('trust proxy', trustProxy).disable('x-powered-by');
  Object.assign(app.locals, { options, base, assets: `${base}/assets/${assetsVersion}` });
  const body = express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 100 });
  const router = express
    .Router()
    .use(`/assets/${assetsVersion}`, assets())
    .use(limitAddresses(tooMany))
    .get('/a/:token', knownLink, showAgreement)
    .get('/a/:token/calendar', knownLink, showCalendarAddress)
    .get('/a/:token/:form', knownLink, knownForm, showForm)
    .get('/a/:token/:form/done', knownLink, knownForm, showDone)
    .post('/a/:token/:form', knownLink, knownForm, limitAnswers(tooManyAnswers), body, submitForm)
    .get('/c/:token.ics', knownFeed, sendFeed);
  return app
    .use(securityHeaders(links.url))
    .use(base || '/', router)
    .use(unknown, failed);
}

// --- which link and which form

type Known = { signedLink: Link; form: Form };
const known = (response: Response) => response.locals as Known;

const optionsOf = (request: Request) => request.app.locals.options as PagesOptions;

/** Answers a link that we did not sign like an unknown page, so that nothing shows what is wrong with the link. */
const knownLink: RequestHandler = async (request, response, next) => {
  const link = await readLink(String(request.params.token), optionsOf(request).links);
  if (!link || link.purpose === 'calendar') return unknown(request, response, next);
  response.locals.signedLink = link;
  next();
};

/** A calendar address opens the feed only, and no other link opens it. */
const knownFeed: RequestHandler = async (request, response, next) => {
  const link = await readLink(String(request.params.token), optionsOf(request).links);
  if (link?.purpose !== 'calendar') return unknown(request, response, next);
  response.locals.signedLink = link;
  next();
};

const knownForm: RequestHandler = (request, response, next) => {
  const form = forms.find((one) => one === request.params.form);
  if (!form) return unknown(request, response, next);
  response.locals.form = form;
  next();
};

/** The agreement at this moment, and what the link allows. */
async function agreementContext(request: Request, response: Response): Promise<AgreementContext> {
  const { signedLink } = known(response);
  const { agreementsOf, clock = () => new Date().toISOString() } = optionsOf(request);
  const agreement = await agreementsOf(signedLink.agreement).view(signedLink.agreement);
  const now = nowOf(agreement, clock());
  const link = linkStatus(agreement, signedLink, now);
  const page = pageContext(request, languageOf(agreement, signedLink));
  return { ...page, token: String(request.params.token), agreement, link, now };
}

/** @param language left out: the browser's */
function pageContext(request: Request, language?: Language): PageContext {
  const spoken = language ?? (request.acceptsLanguages('en', 'es') === 'es' ? 'es' : 'en');
  const { base, assets, options } = request.app.locals;
  return { language: spoken, words: { en, es }[spoken], base, assets, help: options.help };
}

// --- GET

const showAgreement: RequestHandler = async (request, response) => {
  const context = await agreementContext(request, response);
  response.send(isStale(context) ? stalePage(context) : agreementPage(context));
};

const isStale = ({ link }: AgreementContext) => link.state === 'expired' || link.state === 'former';

const showForm: RequestHandler = async (request, response) => {
  const context = await agreementContext(request, response);
  const { form } = known(response);
  const { allowed, needNewLink } = context.link;
  if (allowed.includes(form)) response.send(formPage(context, form));
  else if (needNewLink.includes(form)) response.send(newLinkPage(context, form));
  else response.redirect(303, pathOf(context));
};

const showDone: RequestHandler = async (request, response) => {
  const context = await agreementContext(request, response);
  const page = donePage(context, known(response).form);
  if (page === undefined) return response.redirect(303, pathOf(context));
  response.send(page);
};

const showCalendarAddress: RequestHandler = async (request, response) => {
  const context = await agreementContext(request, response);
  const { agreement, link, now } = context;
  if (!link.contact || link.state === 'over' || isStale(context))
    return response.redirect(303, pathOf(context));
  const order = {
    agreement: agreement.id,
    address: link.contact.email,
    purpose: 'calendar',
    version: versionOf(agreement),
  } as const;
  response.send(calendarPage(context, await linkTo(order, optionsOf(request).links, now)));
};

const sendFeed: RequestHandler = async (request, response, next) => {
  const context = await agreementContext(request, response);
  if (isStale(context)) return unknown(request, response, next);
  response.type('text/calendar').send(calendarFeed(context));
};

// --- POST

const submitForm: RequestHandler = async (request, response) => {
  const context = await agreementContext(request, response);
  const { form, signedLink } = known(response);
  const { agreement, link, now } = context;
  const donePath = pathOf(context, form, 'done');
  if (link.answered && link.form === form) return response.redirect(303, donePath);
  if (!link.contact || !link.allowed.includes(form))
    return response.status(403).send(refusedPage(context, form));
  const values = request.body ?? {};
  const { contact } = link;
  const { obligation: notice, version } = signedLink;
  const command = commandOf(form, values, { agreement, contact, now, notice, version });
  if ('errors' in command) {
    response.status(422).send(formPage(context, form, { values, errors: command.errors }));
    return;
  }
  try {
    await optionsOf(request).agreementsOf(agreement.id).decide(agreement.id, command);
  } catch (error) {
    if (!(error instanceof RefusedError) || error instanceof UnansweredError) throw error;
    if (!(error instanceof AlreadyDoneError)) {
      const later = await agreementContext(request, response);
      return response.status(409).send(conflictPage(later, form, error));
    }
  }
  response.redirect(303, donePath);
};

/** The agreement changed after the page was opened, and refused the command. The page as it is now shows the change. */
function conflictPage(context: AgreementContext, form: Form, error: RefusedError): string {
  if (error instanceof LimitReachedError) return problemBelow(context, 'limit');
  return context.link.state === 'open' ? problemBelow(context, 'conflict') : refusedPage(context, form);
}

function refusedPage(context: AgreementContext, form: Form): string {
  if (isStale(context)) return stalePage(context);
  if (context.link.needNewLink.includes(form)) return newLinkPage(context, form);
  return context.link.state === 'open' ? problemBelow(context, 'refused') : agreementPage(context);
}

// --- errors

function problem(request: Request, response: Response, status: number, what: Problem): void {
  response
    .status(status)
    .set('Cache-Control', 'no-store')
    .send(problemPage(pageContext(request), what));
}

const unknown: RequestHandler = (request, response) => problem(request, response, 404, 'unknown');

const tooMany: RequestHandler = (request, response) => problem(request, response, 429, 'tooMany');

const tooManyAnswers: RequestHandler = (request, response) =>
  problem(request, response, 429, 'tooManyAnswers');

const failed: ErrorRequestHandler = (error, request, response, next) => {
  if (response.headersSent) return next(error);
  if (error instanceof RefusedError && !(error instanceof UnansweredError))
    return problem(request, response, 404, 'gone');
  if (error.status >= 400 && error.status < 500) return problem(request, response, error.status, 'unusable');
  const isAway = error instanceof UnansweredError || error.name === 'ServiceError';
  optionsOf(request).say?.(`A page can't be shown. ${error.name}: ${error.message}`);
  if (isAway) response.set('Retry-After', '60');
  problem(request, response, isAway ? 503 : 500, isAway ? 'away' : 'broken');
};
