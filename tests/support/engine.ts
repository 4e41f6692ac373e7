// Starts one engine, mailbox and directory for all tests of a run. Each test file has its own namespace.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { readConfig } from '../../config/config.ts';
import { openKeys } from '../../encryption/keys.ts';
import { bundleWorkflows } from '../../workers/bundle.ts';
import { startDirectory } from '../../workers/embedded/directory.ts';
import { startMailbox } from '../../workers/embedded/mailbox.ts';
import { freePorts } from '../../workers/engine/ports.ts';
import { startEngine } from '../../workers/engine/start.ts';

declare module 'vitest' {
  interface ProvidedContext {
    address: string;
    bundlePath: string;
    smtpUrl: string;
    mailboxUrl: string;
    directoryPort: number;
    /** The file with the key that agreements of tests are encrypted with. */
    keyFile: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'onegov-tests-'));
  const [port, uiPort, smtpPort, webPort, directoryPort] = (await freePorts(5)).map(String);
  const config = readConfig({
    ...process.env,
    ONEGOV_DATA: folder,
    TEMPORAL_PORT: port,
    TEMPORAL_UI_PORT: uiPort,
  });
  const engine = await startEngine({ config, say: (line) => console.log(line), fast: true });
  const mailbox = await startMailbox({
    smtpPort: Number(smtpPort),
    webPort: Number(webPort),
    folder: join(folder, 'mailbox'),
    log: join(folder, 'mailbox.log'),
  });
  const directory = await startDirectory({
    port: Number(directoryPort),
    folder: join(folder, 'directory'),
  });
  const bundlePath = join(folder, 'workflows.js');
  writeFileSync(bundlePath, (await bundleWorkflows(config.cacheFolder)).code);

  const keyFile = join(folder, 'encryption');
  openKeys({ keyFile, isOurs: true });

  project.provide('address', engine.address);
  project.provide('keyFile', keyFile);
  project.provide('bundlePath', bundlePath);
  project.provide('smtpUrl', mailbox.smtpUrl);
  project.provide('mailboxUrl', mailbox.webUrl);
  project.provide('directoryPort', directory.port);
  return async () => {
    await directory.stop();
    await mailbox.stop();
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
