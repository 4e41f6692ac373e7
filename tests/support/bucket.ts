// A real S3 server that stores in a folder: Versity's gateway, which Go builds once.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { Config } from '../../config/config.ts';
import { startChild } from '../../workers/engine/child-process.ts';
import { engineCache } from '../../workers/engine/find.ts';
import { freePorts, portTaken } from '../../workers/engine/ports.ts';
import type { Reporter } from '../../workers/engine/progress.ts';
import { builtTool, cached } from '../../workers/engine/source-build.ts';
import type { Part } from './part.ts';

const gateway = {
  title: 'an S3 server for the tests (once)',
  file: 'versitygw-1.8.0',
  source: 'github.com/versity/versitygw/cmd/versitygw@v1.8.0',
  packages: 587,
};

/** Looks for the program; builds nothing. */
export function findBucketServer(config: Config): Part<string> {
  const found = cached(engineCache(config), gateway);
  if (found) return { found };
  return { missing: 'No S3 server found; install Go 1.26.8 or later, and `npm test` builds one' };
}

/** @throws {StartError} if Go can't build it */
export function buildBucketServer(config: Config, reporter: Reporter): Promise<string> {
  return builtTool(engineCache(config), gateway, reporter);
}

/** Starts it with one bucket, `notices`. */
export async function startBucketServer(program: string) {
  const folder = mkdtempSync(join(tmpdir(), 'onegov-bucket-'));
  const data = join(folder, 'data');
  mkdirSync(data);
  const [port = 0] = await freePorts(1);
  const credentials = { accessKeyId: 'tests', secretAccessKey: 'a secret of the tests' };
  const env = { ROOT_ACCESS_KEY: credentials.accessKeyId, ROOT_SECRET_KEY: credentials.secretAccessKey };
  const server = await startChild({
    name: 'The S3 server',
    command: program,
    args: ['--port', `127.0.0.1:${port}`, 'posix', data],
    log: join(folder, 'log'),
    env: { ...env, PATH: process.env.PATH ?? '' },
    ready: () => portTaken(port),
  });
  const clientWith = (secretAccessKey: string) =>
    new S3Client({
      endpoint: `http://127.0.0.1:${port}`,
      forcePathStyle: true,
      region: 'us-east-1',
      credentials: { ...credentials, secretAccessKey },
    });
  const client = clientWith(credentials.secretAccessKey);
  const Bucket = 'notices';
  await client.send(new CreateBucketCommand({ Bucket }));
  return {
    client,
    stranger: clientWith('another secret'),
    /** The names of all objects in the bucket. */
    async names(): Promise<string[]> {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
      return Contents.flatMap(({ Key }) => Key ?? []);
    },
    async bytes(Key: string): Promise<Buffer> {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
