// JSON fields that several commands share.
import type { z } from 'zod';
import { line } from '../../validation/parse.ts';

/** The id of a notice: `renewal-P30D:2027-09-01`. */
export const noticeId = line('the id of a notice');

export const reference = line('a document, such as "memo 12"');

/** `answers`: the notice that the person answers. `version`: the version of the terms that the person saw. */
export const asked = {
  by: line('the name of whoever asks'),
  reason: line('a reason').optional(),
  answers: noticeId.optional(),
  version: line('a version of the terms').optional(),
};

/** The type of what a schema accepts. JSON has no `undefined`, so an optional field is either there or left out. */
export type Parsed<Schema extends z.ZodType> = Exact<z.infer<Schema>>;

type Exact<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };
