// Each way in which Temporal gives no answer has a sentence of its own, and only some of them concern all agreements.
import { ServiceError } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Agreements, connectAgreements } from '../../../clients/api/agreements.ts';
import {
  NoWorkerError,
  ServerError,
  serverError,
  troubleOf,
  UnansweredError,
} from '../../../clients/api/unanswered.ts';
import { runOnEach } from '../../../clients/bulk/bulk-commands.ts';
import { loadCatalog } from '../../../offers/catalog.ts';
import type { Engine } from '../../../workers/engine/start.ts';
import { decideUpdate, searchAttributes, taskQueues } from '../../../workflows/messages.ts';
import { lastBusinessDay } from '../../support/days.ts';
import { openLine } from '../../support/line.ts';
import { startOwnServer } from '../../support/own-server.ts';
import { openRig, type Rig } from '../../support/rig.ts';
import { startSmtpServer } from '../../support/smtp.ts';

const catalog = loadCatalog();
const pace = (contact: string, often: boolean) =>
  ({ type: 'pace', by: 'a test', contact, pace: often ? 'all' : 'decisions' }) as const;

/** The server takes this many commands in one run of a workflow. Its preset is 2,000. */
const mostCommands = 20;

let engine: Engine;
let rig: Rig;
beforeAll(async () => {
  engine = await startOwnServer({ 'history.maxTotalUpdates': mostCommands });
  rig = await openRig({ address: engine.address });
});
afterAll(async () => {
  await rig.close();
  await engine.stop();
});

/** A workflow under an agreement's name, which no worker or only a failing one picks up. */
async function startOdd(agency: string, taskQueue: string): Promise<string> {
  const id = `agreement:xai-grok:${agency}`;
  const parts = { agency: {}, offer: {}, term: {}, plan: [], record: [] };
  await rig.agreements.client.workflow.start('agreement', {
    ...{ workflowId: id, taskQueue, args: [{ continued: parts }] },
    typedSearchAttributes: new TypedSearchAttributes([{ key: searchAttributes.agency, value: agency }]),
  });
  return id;
}

async function errorOf(asked: Promise<unknown>): Promise<Error> {
  return asked.then(
    () => expect.unreachable(),
    (error) => error,
  );
}

const command = pace('olive@acus.gov', true);

describe('one agreement', () => {
  it('that no worker picks up says so, and that the command may still come', async () => {
    const id = await startOdd('gsa.gov', 'nobody');
    const error = await errorOf(rig.agreements.decide(id, command));
    expect(error).toBeInstanceOf(NoWorkerError);
    expect(error.message).toBe(
      `${id} exists, but no worker answers; check that workers for namespace ${rig.namespace} are running (onegov up). The command may still be carried out; check with "onegov show".`,
    );
  });

  it('whose workflow fails says so, for a command and for a view', async () => {
    const id = await startOdd('nih.gov', taskQueues.agreements);
    const { client } = rig.agreements;
    const attempts = async () =>
      (await client.workflow.getHandle(id).describe()).raw.pendingWorkflowTask?.attempt ?? 0;
    await vi.waitFor(async () => expect(await attempts()).toBeGreaterThan(2), 60_000);
    for (const [asked, what] of [
      [rig.agreements.decide(id, command), "can't take a command"],
      [rig.agreements.view(id), "can't be shown"],
    ] as const) {
      const error = await errorOf(asked);
      expect(error.message).toBe(`${id} ${what}: its workflow keeps failing; see it in the Temporal UI.`);
      expect(error).toBeInstanceOf(UnansweredError);
      expect(error).not.toBeInstanceOf(NoWorkerError);
    }
  });

  it('with ten commands in flight is busy, which the client says at once', async () => {
    const id = await startOdd('nasa.gov', 'nobody');
    const { client } = rig.agreements;
    const handle = client.workflow.getHandle(id);
    const flights = Array.from({ length: 10 }, () =>
      client.connection.withDeadline(Date.now() + 8000, () =>
        handle.executeUpdate(decideUpdate, { args: [command] }).catch(() => {}),
      ),
    );
    await new Promise((later) => setTimeout(later, 500));
    const before = Date.now();
    const error = await errorOf(rig.agreements.decide(id, command));
    expect(Date.now() - before).toBeLessThan(5000);
    expect(error.message).toBe(
      `${id} is busy with other commands, and this one is not carried out; run it again in a minute.`,
    );
    expect(error).not.toBeInstanceOf(NoWorkerError);
    await Promise.all(flights);
  });

  it('that has had all commands of its run says so', async () => {
    // While something is in progress, the agreement can't go on in a fresh run.
    let answer = () => {};
    const unanswered = new Promise<void>((done) => {
      answer = done;
    });
    const server = await startSmtpServer({ onMail: () => unanswered });
    const slow = await openRig({ address: engine.address, smtpUrl: server.url });
    onTestFinished(async () => {
      answer();
      await slow.close();
      await server.stop();
    });
    const id = await slow.start({ startsOn: lastBusinessDay });
    const { contacts } = await slow.agreements.view(id);
    const mail = contacts[0]?.email ?? '';
    await vi.waitFor(() => expect(server.mails.length).toBeGreaterThan(0), 30_000);
    const error = await errorOf(
      (async () => {
        for (let count = 0; count <= mostCommands; count++)
          await slow.agreements.decide(id, pace(mail, count % 2 === 1));
      })(),
    );
    expect(error.message).toBe(
      `${id} can't take another command in this run of its workflow; try again in an hour, and if that is refused too, see it in the Temporal UI.`,
    );
    expect(error).not.toBeInstanceOf(NoWorkerError);
  });

  it('that does not exist says so', async () => {
    const error = await errorOf(rig.agreements.decide('agreement:xai-grok:va.gov', command));
    expect(error.message).toBe('No agreement found for agreement:xai-grok:va.gov.');
    expect(error).not.toBeInstanceOf(UnansweredError);
  });

  it('without an answer of its own does not end a command on many', async () => {
    const ids = (async function* () {
      yield* ['a', 'b', 'c', 'd', 'e', 'sound'];
    })();
    const run = async (id: string) => {
      if (id !== 'sound') throw new UnansweredError(`${id} is busy.`);
    };
    expect(await runOnEach(ids, run, { concurrency: 1, step: () => {} })).toMatchObject({
      ...{ done: 1, refused: 5, silent: 0 },
    });
  });
});

describe('the server', () => {
  async function through(address: string, namespace: string): Promise<Agreements> {
    const agreements = await connectAgreements({ address, namespace, catalog, keys: rig.keys });
    onTestFinished(() => agreements.close());
    return agreements;
  }

  it.each(['is gone', 'is silent'])(
    'that %s is away, and the command may have been carried out',
    async (how) => {
      const line = await openLine(engine.address);
      onTestFinished(() => line.close());
      const agreements = await through(line.address, rig.namespace);
      if (how === 'is gone') line.close();
      else line.freeze();
      const sentence = `The Temporal server at ${line.address} does not answer; check that it runs, then run the command again.`;
      const error = await errorOf(agreements.decide('agreement:xai-grok:gsa.gov', command));
      expect(error).toBeInstanceOf(ServerError);
      expect(error.message).toBe(
        `${sentence} The command may still be carried out; check with "onegov show".`,
      );
    },
  );

  it('that does not let us in says so', () => {
    const answer = Object.assign(new Error('Request unauthorized.'), {
      ...{ code: 7, details: 'Request unauthorized.', metadata: { get: () => [] } },
    });
    const refused = new ServiceError('Failed to query Workflow', { cause: answer });
    const server = { address: '127.0.0.1:7233', namespace: 'onegov' };
    expect(serverError(troubleOf(refused), server)?.message).toBe(
      'The Temporal server at 127.0.0.1:7233 does not let this account use namespace onegov; check the API key or the certificate, or ask its administrator.',
    );
  });

  it('without the namespace says so', async () => {
    const agreements = await through(engine.address, 'no-such-namespace');
    for (const ask of [() => agreements.decide('agreement:x:y', command), () => agreements.count()]) {
      const error = await errorOf(ask());
      expect(error).toBeInstanceOf(ServerError);
      expect(error.message).toBe(
        `The Temporal server at ${engine.address} has no namespace no-such-namespace; check TEMPORAL_NAMESPACE, or start a worker, which creates it.`,
      );
    }
  });

  it('that is away ends a command on many at once, with its sentence', async () => {
    const ids = (async function* () {
      for (let number = 0; number < 100; number++) yield `agreement:xai-grok:a${number}.gov`;
    })();
    const away = new ServerError('The Temporal server does not answer.');
    const tally = await runOnEach(ids, () => Promise.reject(away), { concurrency: 2, step: () => {} });
    expect(tally.broken?.error).toBe(away);
    expect(tally.silent).toBeLessThanOrEqual(2);
  });
});
