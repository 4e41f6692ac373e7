// The pages on their own port, for tests. `onegov up` serves them with the bounce hook.
import { createPages, type PagesOptions } from '../../pages/routes.ts';
import { startHttp } from '../../workers/incoming/http.ts';

export type Pages = Awaited<ReturnType<typeof startHttp>>;

/** Starts the pages on this machine. @param order.port 0 for any free port */
export function startPages({ port, ...options }: PagesOptions & { port: number }): Promise<Pages> {
  const { trustProxy = 0 } = options;
  return startHttp({ host: '127.0.0.1', port, trustProxy }, [createPages(options)]);
}
