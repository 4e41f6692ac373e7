// The pages on a port of their own, for tests: `onegov up` puts them beside the hook for bounces.
import { createPages, type PagesOptions } from '../../pages/pages.ts';
import { startHttp } from '../../workers/incoming/http.ts';

export type Pages = Awaited<ReturnType<typeof startHttp>>;

/** Starts them on this machine. @param order.port 0 for any free one */
export function startPages({ port, ...options }: PagesOptions & { port: number }): Promise<Pages> {
  const { trustProxy = 0 } = options;
  return startHttp({ host: '127.0.0.1', port, trustProxy }, [createPages(options)]);
}
