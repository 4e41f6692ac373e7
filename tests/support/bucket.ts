// A real S3 server on a folder: Versity's gateway, built with Go once.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { Config } from '../../config/config.ts';
import { startChild } from '../../workers/engine/child-process.ts';
import { engineCache } from '../../workers/engine/find.ts';
import { freePorts, portTaken } from '../../workers/engine/ports.ts';
import { builtTool, hasGo } from '../../workers/engine/source-build.ts';

const gateway = {
  title: 'an S3 server for the tests, VersityGW 1.8.0 (about a minute, once)',
  file: 'versitygw-1.8.0',
  source: 'github.com/versity/versitygw/cmd/versitygw@v1.8.0',
};

/** The program, built if need be; undefined where there is no Go. */
export async function findBucketServer(
  config: Config,
  say: (line: string) => void,
): Promise<string | undefined> {
  return (await hasGo()) ? builtTool(engineCache(config), gateway, { say }) : undefined;
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
    /** The names of all that is in it. */
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
