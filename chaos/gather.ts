// Gathers what the judge looks at: the logs, the directory's content, and each agreement's histories and answers.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { Ground } from './ground.ts';
import type { Agreement, Evidence, Finding } from './judge/evidence.ts';
import { eventsOf, rawHistories } from './judge/histories.ts';
import { judgeReplays } from './judge/replays.ts';
import { insist, type Living } from './live.ts';

export async function gather(
  ground: Ground,
  all: Living[],
  bundlePath: string,
): Promise<{ evidence: Evidence; replays: Finding[] }> {
  const connection = await Connection.connect({ address: ground.engine.address });
  const client = new Client({ connection, namespace: ground.engine.namespace });
  try {
    const replays: Finding[] = [];
    const agreements: Agreement[] = [];
    // One after the other: the SDK's runtime ends with the last replay, and another one may be about to begin.
    for (const living of all) {
      const histories = await insist(() => rawHistories(client, living.id));
      agreements.push(await agreementOf(client, living, eventsOf(histories)));
      replays.push(...(await judgeReplays(bundlePath, living.id, histories)));
    }
    const { taken = [], cuts = [] } = (await ground.mail.ask({ do: 'log' })) ?? {};
    const directory = (await ground.directory.ask({ do: 'content' })) ?? { users: [], groups: [] };
    const disturbances = [...ground.disturbances, ...cuts];
    return { evidence: { mail: taken, disturbances, directory, agreements }, replays };
  } finally {
    await connection.close();
  }
}

async function agreementOf(client: Client, living: Living, events: Agreement['events']): Promise<Agreement> {
  const { id, life, startsOn } = living;
  const handle = client.workflow.getHandle(id);
  return {
    ...{ id, startsOn, timeZone: life.agency.timeZone, events },
    offer: JSON.parse(readFileSync(join(import.meta.dirname, `../offers/${life.offer}.json`), 'utf8')),
    now: await living.now(),
    view: await insist(() => handle.query<Agreement['view'], []>('view')),
    access: await insist(() => handle.query<Agreement['access'], []>('access')),
  };
}
