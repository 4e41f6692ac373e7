// Histories as people and replays read them: with all of their payloads decrypted.
import {
  visit,
  walkGetWorkflowExecutionHistoryResponse,
} from '@temporalio/common/lib/internal-non-workflow/index.js';
import type { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { decrypted } from './encrypted-payloads.ts';
import type { Key } from './keys.ts';

type History = ReturnType<typeof historyFromJSON>;

/**
 * Decrypts a history, in its place.
 * @throws {UnreadableError} if a payload of it can't be read
 */
export async function decryptHistory(history: History, keys: Key[]): Promise<void> {
  await visit({ history }, walkGetWorkflowExecutionHistoryResponse, {
    transformPayload: async (payload) => decrypted(payload, keys),
    transformPayloads: async (payloads) => payloads.map((payload) => decrypted(payload, keys)),
    skipHeaders: true,
    skipSearchAttributes: true,
  });
}
