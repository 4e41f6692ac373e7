// Copies of sent messages in a bucket, on a real S3 server.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copiesInBucket } from '../../../../activities/notices/delivery/kept-copies-bucket.ts';
import { readConfig } from '../../../../config/config.ts';
import { findBucketServer, startBucketServer } from '../../../support/bucket.ts';
import { startSmtpServer } from '../../../support/smtp.ts';
import { order } from '../examples/brief.ts';
import { attempt, noticesTo } from './attempts.ts';

const program = findBucketServer(readConfig()).found;
const sha256 = (raw: Buffer) => createHash('sha256').update(raw).digest('hex');

describe.runIf(program)('a bucket', () => {
  let bucket: Awaited<ReturnType<typeof startBucketServer>>;
  beforeAll(async () => {
    bucket = await startBucketServer(program ?? '');
  });
  afterAll(() => bucket?.stop());

  it('has each message as the mail server got it, under its hash, in the folder of its namespace', async () => {
    const smtp = await startSmtpServer();
    const notices = noticesTo(smtp, {
      copies: copiesInBucket('s3://notices/sent/', bucket.client).within('onegov'),
    });
    await attempt(notices, order);
    notices.close();
    await smtp.stop();
    const hashes = smtp.mails.map(({ raw }) => sha256(raw));
    const names = hashes.map((hash) => `sent/onegov/${hash.slice(0, 2)}/${hash}.eml`);
    expect((await bucket.names()).toSorted()).toEqual(names.toSorted());
    for (const [index, name] of names.entries())
      expect(await bucket.bytes(name)).toEqual(smtp.mails[index]?.raw);
  });

  it('never overwrites a message', async () => {
    const sent = copiesInBucket('s3://notices/twice', bucket.client);
    for (const text of ['the first', 'another']) await sent.keep(Buffer.from(text), 'abcd');
    expect(`${await bucket.bytes('twice/ab/abcd.eml')}`).toBe('the first');
  });

  it('that does not exist or is not ours is reported at the start, and delays a notice', async () => {
    const nowhere = copiesInBucket('s3://nowhere', bucket.client);
    await expect(nowhere.check()).rejects.toThrow(
      new Error("s3://nowhere can't be written (NotFound); see SENT_BUCKET"),
    );
    const smtp = await startSmtpServer();
    const notices = noticesTo(smtp, { copies: copiesInBucket('s3://notices', bucket.stranger) });
    const { failure } = await attempt(notices, order);
    notices.close();
    await smtp.stop();
    expect((failure as Error).message).toMatch(
      /: Not sent, because no copy could be kept: s3:\/\/notices can't be written \(SignatureDoesNotMatch\); see SENT_BUCKET\.$/,
    );
    expect(smtp.mails).toEqual([]);
  });
});
