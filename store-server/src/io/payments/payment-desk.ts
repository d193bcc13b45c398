import type { Logger } from 'pino';
import type { EpochMs, Receipt } from '@walkout/contracts';
import type { Payment } from '../../core/payments/payment.ts';
import type { PaymentProvider } from '../../core/payments/provider.ts';
import { storeServerError } from '../../errors.ts';
import type { Durable } from '../database/durable.ts';
import type { GroupCommit } from '../database/group-commit.ts';
import type { Database } from '../database/open-database.ts';
import { paymentTable } from '../database/payment-table.ts';
import { newId } from '../new-id.ts';
import { createCashier } from './cashier.ts';
import { createLedger, LEDGER } from './ledger.ts';
import { createPaymentWorker } from './payment-worker.ts';
import { createStripe, STRIPE } from './stripe.ts';
import type { StripeAccess } from './stripe.ts';

export interface PaymentDeskOptions {
  readonly database: Database;
  readonly transact: GroupCommit;
  readonly durable: Durable;
  readonly clock: () => EpochMs;
  readonly logger: Logger;
  readonly currency: string;
  readonly stripe: StripeAccess | undefined;
  /** After the commit: a provider's answer is kept. */
  readonly onChange: (payment: Payment) => void;
}

/** All that has to do with money: what is owed, the providers, and the worker that asks them. */
export function createPaymentDesk({ database, transact, durable, clock, logger, currency, stripe: access, onChange }: PaymentDeskOptions) {
  const payments = paymentTable(database);
  const ledger = createLedger({ database, clock });
  const stripe = access === undefined ? undefined : createStripe(access);
  const providers = new Map<string, PaymentProvider>([[LEDGER, ledger.provider]]);
  if (stripe !== undefined) providers.set(STRIPE, stripe.provider);
  const worker = createPaymentWorker({ transact, payments, providers, durable, clock, random: Math.random, logger, onChange });
  const cashier = createCashier({ payments, providers, currency, clock, newId });
  return {
    payments, ledger, worker, cashier,
    /** Who charges a card that is read at the gate. */
    cardProvider: stripe === undefined ? LEDGER : STRIPE,
    providers: [...providers.keys()] as readonly string[],
    /** Asks for what a receipt still lacks; false when that is nothing, or there is nobody to ask. */
    collectAgain({ visit, total }: Receipt, refunds: readonly Receipt[]): boolean {
      const amount = refunds.reduce((due, refund) => due + refund.total, total);
      const asked = transact(() => cashier.collectAgain({ visit, amount }));
      worker.wake();
      return asked;
    },
    /**
     * Takes in a webhook of Stripe's. It counts once, and only as a hint: what waits for its payment is asked at once, and the
     * answer to that is believed. Two things only Stripe can begin: it lets a hold run out, and a bank disputes a charge.
     *
     * @throws WalkoutError WEBHOOK_FORGED
     */
    takeStripeEvent(body: Buffer, signature: string): void {
      if (stripe === undefined) throw storeServerError('WEBHOOK_FORGED', 'payments by Stripe are not set up');
      const { event, kind, reference } = stripe.readEvent(body, signature);
      const changed = transact(() => {
        if (!payments.addEvent(event, kind, clock()) || reference === undefined) return undefined;
        const payment = payments.ofReference(reference);
        if (payment?.state === 'authorised' && kind === 'payment_intent.canceled') {
          payments.removeSteps(payment.payment);
          payments.change(payment.payment, { state: payment.charge === undefined ? 'voided' : 'failed', trouble: 'the hold has run out' });
        }
        if (payment !== undefined && kind === 'charge.dispute.created') payments.change(payment.payment, { trouble: 'the bank disputes the charge' });
        return payment && payments.find(payment.payment);
      });
      if (changed === undefined) return;
      worker.nudge(changed.payment);
      onChange(changed);
    },
  };
}
export type PaymentDesk = ReturnType<typeof createPaymentDesk>;
