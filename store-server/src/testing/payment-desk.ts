import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Payment } from '../core/payments/payment.ts';
import { createDurable } from '../io/database/durable.ts';
import { createGroupCommit } from '../io/database/group-commit.ts';
import { openDatabase } from '../io/database/open-database.ts';
import { createPaymentDesk } from '../io/payments/payment-desk.ts';
import { startStripeServer } from './stripe-server.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A payment desk over a real database, with Stripe's API beside it; time stands still until a test moves it. */
export async function openPaymentDesk() {
  const stripe = await startStripeServer();
  onTestFinished(() => stripe.close());
  const database = openDatabase(join(temporaryFolder(), 'store.db'));
  const transact = createGroupCommit(database);
  const durable = createDurable(database, transact);
  const time = { now: 1_000_000 };
  const waiting: { readonly isMet: () => boolean; readonly resolve: () => void }[] = [];
  const start = () => createPaymentDesk({
    database, transact, durable, clock: () => time.now, logger: pino({ level: 'silent' }), currency: 'EUR',
    stripe: { secretKey: 'sk_test_1', webhookSecret: stripe.webhookSecret, url: stripe.url },
    onChange: () => {
      for (const { isMet, resolve } of waiting) if (isMet()) resolve();
    },
  });
  const desk = start();
  onTestFinished(async () => {
    await desk.worker.stop();
    transact.flush();
    durable.close();
    database.close();
  });
  const states = (visit: string): Payment['state'][] => desk.payments.ofVisit(visit).map(({ state }) => state);
  return {
    stripe, database, desk, time, start, states,
    /** Inside a transaction, as everything that asks for money is. */
    within<T>(work: () => T): T {
      const result = transact(work);
      desk.worker.wake();
      return result;
    },
    /** Resolves when a provider's answer has made this true. */
    until: (isMet: () => boolean): Promise<void> => (isMet() ? Promise.resolve() : new Promise((resolve) => waiting.push({ isMet, resolve }))),
  };
}
