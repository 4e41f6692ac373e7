// JSON that several commands have.
import type { z } from 'zod';
import { line } from '../../validation/parse.ts';

/** The id of a notice: `renewal-P30D:2027-09-01`. */
export const noticeId = line('the id of a notice');

export const reference = line('a document, such as "memo 12"');

/** `answers`: the notice that led to it. `version`: of the terms that the person has seen. */
export const asked = {
  by: line('the name of whoever asks'),
  reason: line('a reason').optional(),
  answers: noticeId.optional(),
  version: line('a version of the terms').optional(),
};

/** What a schema accepts. A field that may be left out is never `undefined`: JSON has no such value. */
export type Parsed<Schema extends z.ZodType> = Exact<z.infer<Schema>>;

type Exact<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };
