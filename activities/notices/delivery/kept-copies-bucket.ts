// Keeps copies of sent messages in a bucket, in S3 or on a server with the same API.
import { HeadBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type KeptCopies, pathOf } from './kept-copies.ts';

/** @param url `s3://bucket` or `s3://bucket/prefix`. Region, endpoint and credentials come from the same places as for AWS's own tools. */
export function copiesInBucket(url: string, client = new S3Client({ maxAttempts: 3 })): KeptCopies {
  const [, Bucket = '', prefix = ''] = /^s3:\/\/([^/]+)\/?(.*?)\/*$/.exec(url) ?? [];
  const asSetting = (error: Error) => {
    throw new Error(`${url} can't be written (${error.name}); see SENT_BUCKET`);
  };
  return {
    async keep(raw, sha256) {
      const Key = [prefix, pathOf(sha256)].filter(Boolean).join('/');
      const object = { Bucket, Key, Body: raw, ContentType: 'message/rfc822', IfNoneMatch: '*' };
      await client.send(new PutObjectCommand(object)).catch((error) => {
        if (error.name !== 'PreconditionFailed') asSetting(error);
      });
    },
    async check() {
      await client.send(new HeadBucketCommand({ Bucket })).catch(asSetting);
    },
    within: (name) => copiesInBucket(`${url.replace(/\/+$/, '')}/${name}`, client),
  };
}
