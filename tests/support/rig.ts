// The test rig: real workers in their own namespace. At the end, the rig replays every workflow that a test started.
import { randomBytes } from 'node:crypto';
import { type ScheduleExecutionResult, ScheduleOverlapPolicy } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { inject, vi } from 'vitest';
import type { Bounces } from '../../activities/bounces/bounce-address.ts';
import { journalIn } from '../../activities/notices/delivery/journal.ts';
import { copiesInFolder } from '../../activities/notices/delivery/kept-copies.ts';
import { createNotices } from '../../activities/notices/delivery/notices.ts';
import type { Links } from '../../activities/notices/links/signed-links.ts';
import { createProvisioning } from '../../activities/provisioning/provisioning.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { day, later } from '../../agreements/time/instants.ts';
import { connectAgreements } from '../../clients/api/agreements.ts';
import { madeUpContacts } from '../../clients/api/made-up-contacts.ts';
import { fastForward } from '../../clients/api/rehearsal.ts';
import { openKeys } from '../../encryption/keys.ts';
import { type Catalog, loadCatalog, offerNames } from '../../offers/catalog.ts';
import { prepareNamespace } from '../../workers/engine/namespaces.ts';
import { namespaceRefresh } from '../../workers/engine/server-settings.ts';
import { askElsewhere } from '../../workers/recent-messages.ts';
import { confirmedBy, startWorkers, type Workers } from '../../workers/workers.ts';
import type { AgreementRequest } from '../../workflows/ports.ts';
import { calmStart, today } from './days.ts';
import { historiesOf, replayFailure } from './histories.ts';
import { type Mail, readMailbox } from './mailbox.ts';
import { type Ended, type Running, runOnegov } from './onegov.ts';

export type RigOptions = {
  /** Another Temporal server; left out: the engine of this test run. */
  address?: string;
  namespace?: string;
  smtpUrl?: string;
  /** The domain and keys of bounce addresses; left out: bounces go to the sender. */
  bounces?: Bounces;
  /** The URL and keys of links in notices; left out: notices have no links. */
  links?: Links;
  /** The most deliveries per second. */
  noticesPerSecond?: number;
  /** The folder for copies of sent messages. */
  sentFolder?: string;
  /** The folder for the journal of accepted messages; left out: there is none. */
  journalFolder?: string;
  scimUrl?: string;
  scimToken?: string;
  /** Is drift mended, or only reported? Left out: mended. */
  mends?: boolean;
  catalog?: Catalog;
  /** The file with the keys; empty: nothing is encrypted. Left out: the key of this test run. */
  keyFile?: string;
  /** Left out: yes. An agency can have a live agreement only once, but any number of rehearsals. */
  isRehearsal?: boolean;
};

type Resource = { id: string; externalId?: string; displayName: string; active?: boolean; userName?: string };

export type Rig = Awaited<ReturnType<typeof openRig>>;

Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });

export async function openRig(options: RigOptions = {}) {
  const { catalog = loadCatalog(), isRehearsal = true } = options;
  const { address = inject('address'), namespace = `test-${randomBytes(4).toString('hex')}` } = options;
  const bundle = { codePath: inject('bundlePath') };
  const { keyFile = inject('keyFile') } = options;
  const keys = openKeys(keyFile === '' ? undefined : { keyFile, isOurs: false });
  const connection = await NativeConnection.connect({ address });
  const place = { connection, namespace, keys };
  const agreements = await connectAgreements({ address, namespace, catalog, keys });
  await prepareNamespace(agreements.client.connection as never, namespace, namespaceRefresh);
  const scimUrl = options.scimUrl ?? `http://127.0.0.1:${inject('directoryPort')}/scim/${namespace}/v2`;
  const startAll = () =>
    startWorkers({
      ...{ ...place, isRehearsal, bundle, catalog },
      perSecond: { notices: options.noticesPerSecond ?? 1000, provisioning: 1000 },
      notices: createNotices({
        smtpUrl: options.smtpUrl ?? inject('smtpUrl'),
        from: 'notices@onegov.example',
        operators: `operators@${namespace}.example`,
        confirm: confirmedBy(place),
        copies: options.sentFolder === undefined ? undefined : copiesInFolder(options.sentFolder),
        journal: options.journalFolder === undefined ? undefined : journalIn(options.journalFolder),
        bounces: options.bounces,
        ...(!isRehearsal && {
          elsewhere: askElsewhere(place),
          now: () => new Date().toISOString(),
        }),
        links: options.links,
        offers: offerNames(loadCatalog()),
      }),
      reconciliation: {
        directory: { baseUrl: scimUrl, ...(options.scimToken && { token: options.scimToken }) },
        mends: options.mends ?? true,
      },
      provisioning: createProvisioning({
        baseUrl: scimUrl,
        ...(options.scimToken && { token: options.scimToken }),
      }),
    });
  let workers: Workers | undefined = await startAll();
  const started: string[] = [];

  const environment = {
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    TEMPORAL_REHEARSAL_NAMESPACE: namespace,
    ENCRYPTION_KEY_FILE: keyFile,
  };

  return {
    agreements,
    namespace,
    /** What its agreements are encrypted with. */
    keys,
    /** The variables that make the command line use this namespace. */
    environment,
    scimUrl,
    operators: `operators@${namespace}.example`,

    /** Runs the command line against this namespace, for live agreements and rehearsals alike. */
    onegov(words: string[], { env, ...running }: Running = {}): Promise<Ended> {
      return runOnegov(words, { ...running, env: { ...environment, ...env } });
    },

    /** Starts an agreement of the Access Board with OpenAI on a calm day, unless the test asks for something else. */
    async start(asked: Partial<AgreementRequest> = {}): Promise<string> {
      const preset = { offer: 'openai-chatgpt-enterprise', agency: 'access-board.gov', by: 'a test' };
      const request = { ...preset, startsOn: asked.acceptance ? today : calmStart(), ...asked };
      const contacts = asked.contacts ?? madeUpContacts(`access-board.${randomBytes(3).toString('hex')}`);
      const id = await agreements.start({ ...request, contacts }, { rehearsal: isRehearsal });
      started.push(id);
      return id;
    },

    /** Runs the agreement's clock to so many days after its activation date. */
    async toDay(id: string, number: number): Promise<Agreement> {
      const { term } = await agreements.view(id);
      await fastForward(agreements, id, later(`${term.startsOn}T20:00:00Z`, number * day));
      return agreements.view(id);
    },

    /** Runs the agreement's clock to its first planned obligation. */
    async toFirst(id: string): Promise<Agreement> {
      const { plan } = await agreements.view(id);
      await fastForward(agreements, id, plan[0]?.dueAt ?? '');
      return agreements.view(id);
    },

    /** Runs a schedule now, as at its time, and waits for its workflow's result. */
    async runOf<Result>(scheduleId: string): Promise<Result> {
      const schedule = agreements.client.schedule.getHandle(scheduleId);
      const { numActionsTaken: before } = (await schedule.describe()).info;
      // Only a run that can't overlap gets the result of the one before.
      await schedule.trigger(ScheduleOverlapPolicy.SKIP);
      const { action } = await vi.waitFor(
        async () => {
          const { info } = await schedule.describe();
          if (info.numActionsTaken === before) throw new Error(`${scheduleId} has not run.`);
          return info.recentActions.at(-1) as ScheduleExecutionResult;
        },
        { timeout: 10_000 },
      );
      started.push(action.workflow.workflowId);
      return agreements.client.workflow.result(action.workflow.workflowId);
    },

    /** All mail to the contacts of an agreement, by date. */
    async mailsOf(id: string): Promise<Mail[]> {
      const { contacts } = await agreements.view(id);
      const mails = await readMailbox(inject('mailboxUrl'));
      return mails.filter(({ to }) => contacts.some(({ email }) => to.includes(email)));
    },

    /** All mail to one address. */
    async mailsTo(address: string): Promise<Mail[]> {
      return (await readMailbox(inject('mailboxUrl'))).filter(({ to }) => to.includes(address));
    },

    /** The users or groups in this namespace's tenant of the directory. */
    async resources(kind: 'Users' | 'Groups'): Promise<Resource[]> {
      const answer = await fetch(`${scimUrl}/${kind}?count=500`);
      return ((await answer.json()) as { Resources?: Resource[] }).Resources ?? [];
    },

    async stopWorkers(): Promise<void> {
      await workers?.stop();
      workers = undefined;
    },

    async restartWorkers(): Promise<void> {
      workers = await startAll();
    },

    /** Replays every run of every workflow that was started, and stops. Keeps a history that does not replay. */
    async close(): Promise<void> {
      const failures: string[] = [];
      for (const id of started) {
        for (const history of await historiesOf(agreements, id)) {
          const failure = await replayFailure(bundle, history, id, keys);
          if (failure !== undefined) failures.push(failure);
        }
      }
      await workers?.stop();
      await agreements.close();
      await connection.close();
      if (failures.length > 0) throw new Error(failures.join('\n'));
    },
  };
}
