// The embedded directory: a SCIM 2.0 service (RFC 7643, RFC 7644) on this machine, with a path for each tenant.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';
import { assertPortFree } from '../engine/ports.ts';
import { tenantPage, tenantsPage } from './directory-page.ts';
import {
  type Context,
  notWritten,
  readGroups,
  readUsers,
  removeGroup,
  removeUser,
  writeGroup,
  writeUser,
} from './directory-resources.ts';
import { openTenants, type Tenants } from './directory-store.ts';
import { takeOver } from './directory-takeover.ts';
import { fromHereOnly } from './from-here.mjs';

export type Directory = {
  /** The base URL of that tenant, for SCIM clients. */
  url(tenant: string): string;
  port: number;
  stop(): Promise<void>;
};

/**
 * Starts the directory on 127.0.0.1, for programs on this machine. `/` is a page that shows its tenants.
 * @param order.port 0 for any free port
 * @param order.folder keeps the tenants; no other process can use it at the same time
 * @param order.token the bearer token that SCIM clients need; left out: none
 * @throws {StartError} if the port or the folder is in use, or a file in it can't be read
 */
export async function startDirectory(order: {
  port: number;
  folder: string;
  token?: string | undefined;
}): Promise<Directory> {
  if (order.port !== 0) await assertPortFree(order.port, 'DIRECTORY_PORT');
  const tenants = openTenants(order.folder);
  try {
    await takeOver(order.folder, tenants);
  } catch (error) {
    await tenants.close();
    throw error;
  }
  const server = application({ tenants, token: order.token }).listen(order.port, '127.0.0.1');
  // By default 5 s. A busy process is late to see that a connection is gone, and would send a request into it.
  server.keepAliveTimeout = 60_000;
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: (tenant) => `http://127.0.0.1:${port}/scim/${tenant}/v2`,
    port,
    async stop() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      await tenants.close();
    },
  };
}

type Locals = { tenants: Tenants; token: string | undefined };

function application(locals: Locals) {
  const app = express();
  Object.assign(app.locals, locals);
  // The ETags are the resources' versions, so express must not make its own. It still answers 304.
  app.set('etag', false).disable('x-powered-by');
  app.use(fromHereOnly);
  app.use('/scim/:tenant/v2', knownTenant, ownQuery, answer, scim);
  app.get(['/', '/tenants/:tenant'], page);
  app.use(failed);
  return app;
}

const localsOf = (request: Request) => request.app.locals as Locals;

/** What the resources of a request need to know, kept with its response. */
const contextOf = (request: Request) => request.res?.locals.context as Context;

const knownTenant: RequestHandler = (request, response, next) => {
  const tenant = localsOf(request).tenants.open(String(request.params.tenant));
  if (!tenant) {
    const detail = 'No such tenant.';
    response.status(404).json(new SCIMMY.Messages.ErrorResponse({ status: 404, detail }));
    return;
  }
  response.locals.context = { tenant, ifMatch: request.get('if-match') } satisfies Context;
  next();
};

/** scimmy converts a query's numbers in place, but express 5 parses the query again at each read. */
const ownQuery: RequestHandler = (request, _response, next) => {
  Object.defineProperty(request, 'query', { value: { ...request.query } });
  next();
};

/** Completes what scimmy answers, and holds it back until everything that it tells of is on disk. */
const answer: RequestHandler = (request, response, next) => {
  const json = response.json.bind(response);
  const send = response.send.bind(response);
  response.json = (body) => {
    if (body?.meta?.version) response.set('ETag', body.meta.version);
    const { startIndex = body?.startIndex } = contextOf(request);
    return json(startIndex === undefined ? body : { ...body, startIndex });
  };
  response.send = (body) => {
    const written = localsOf(request).tenants.written();
    if (!written) return send(body);
    const refuse = (error: unknown) => {
      response.removeHeader('ETag');
      response.status(500).json(new SCIMMY.Messages.ErrorResponse(notWritten(error)));
    };
    written.then(() => send(body), refuse);
    return response;
  };
  next();
};

const page: RequestHandler = (request, response, next) => {
  const tenants = localsOf(request).tenants.all();
  const name = request.params.tenant;
  const tenant = tenants.find((each) => each.name === name);
  if (name !== undefined && !tenant) return next();
  response.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
  const { users, groups } = request.query;
  response.send(tenant ? tenantPage(tenant, { Users: users, Groups: groups }) : tenantsPage(tenants));
};

/** scimmy has already answered. This keeps express from printing the stack and closing the connection. */
const failed: ErrorRequestHandler = (error, _request, response, _next) => {
  if (!response.headersSent) response.status(error.status ?? 500).send('The request failed.');
};

// scimmy's resources belong to the whole process: all directories share one router, and the context of a request names
// its tenant. The handlers are synchronous, so no other write comes between the check of a precondition and the write.
const { User, Group } = SCIMMY.Resources;
SCIMMY.Resources.declare(User, { egress: readUsers, ingress: writeUser, degress: removeUser });
SCIMMY.Resources.declare(Group, { egress: readGroups, ingress: writeGroup, degress: removeGroup });

const scim = new SCIMMYRouters({
  type: 'bearer',
  handler(request) {
    const { token } = localsOf(request);
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`) {
      throw new Error('The bearer token is missing or wrong.');
    }
    return 'nobody';
  },
  context: contextOf,
  baseUri: (request) => `http://127.0.0.1:${request.socket.localPort}`,
});
SCIMMY.Config.set({ etag: true, bulk: false });
