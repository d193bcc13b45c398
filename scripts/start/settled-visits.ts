import { setTimeout as delay } from 'node:timers/promises';
import type { Milliseconds } from '@walkout/contracts';
import type { RunLog } from './run-log.ts';
import type { StaffSession } from './staff-session.ts';

const ASK_EVERY: Milliseconds = 50;

/**
 * Waits until the store server has made of every closed cart a receipt or a review.
 *
 * @returns visits that wait for staff
 */
export async function visitsInReview(session: StaffSession, log: RunLog): Promise<string[]> {
  const closed = log.carts().filter((cart) => cart.state === 'closed').map((cart) => cart.visit);
  for (;;) {
    const open = new Set(await session.visits('open'));
    if (!closed.some((visit) => open.has(visit))) break;
    await delay(ASK_EVERY);
  }
  const settled = await session.visits('settled');
  await log.until(() => settled.every((visit) => log.receipts().some((receipt) => receipt.visit === visit)));
  return session.visits('review');
}
