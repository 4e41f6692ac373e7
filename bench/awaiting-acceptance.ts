// Agreements whose next notice goes out at nine o'clock of some day: their terms are not accepted yet.
import pMap from 'p-map';
import type { Ground } from './ground.ts';

const offer = 'openai-chatgpt-enterprise';

/** How the addresses of one part's contacts begin. Each part counts its own mail only. */
export const ownersOf = (name: string) => `owner@${name}-`;

export const addressOf = (name: string, number: number) => `${ownersOf(name)}${number}.gov.example`;

/**
 * Starts agreements with one contact each, whose next notice, the terms to accept, goes out at nine o'clock.
 * @returns their ids, and when that is (milliseconds since 1970)
 */
export async function startAwaiting({ agreements, interruption }: Ground, name: string, count: number) {
  const numbers = Array.from({ length: count }, (_, number) => number);
  const timeZone = zoneBeforeWork();
  const startOne = async (number: number) => {
    interruption.throwIfAborted();
    const agency = `${name}-${number}.gov`;
    const request = {
      offer,
      agency: { id: agency, name: `Agency ${number}`, timeZone },
      contacts: [{ name: 'Owner', email: addressOf(name, number), roles: ['owner' as const] }],
      acceptance: 'awaited' as const,
      by: 'the bench',
    };
    // A slow machine makes it lose patience, but by then the agreement is there.
    await agreements.start(request).catch(() => {});
    const { id, plan } = await patiently(() => agreements.view(`agreement:${offer}:${agency}`));
    return { id, dueAt: Date.parse(plan[0]?.dueAt ?? '') };
  };
  return pMap(numbers, startOne, { concurrency: 20 });
}

/** Asks again while there is no answer, for some minutes. */
async function patiently<Answer>(ask: () => Promise<Answer>, tries = 20): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (tries === 1) throw error;
    return patiently(ask, tries - 1);
  }
}

/** A zone where it is before eight in the morning, so that nothing goes out at once. */
function zoneBeforeWork(): string {
  const hourIn = (timeZone: string) =>
    Number(new Date().toLocaleString('en-US', { timeZone, hour: 'numeric', hourCycle: 'h23' }));
  return zones.find((zone) => hourIn(zone) < 8) ?? 'UTC';
}

/** At any time, it is before eight in the morning in one of them. */
const zones = ['Pacific/Honolulu', 'America/Sao_Paulo', 'Asia/Dubai', 'Pacific/Guadalcanal'];
