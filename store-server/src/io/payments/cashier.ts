import type { EpochMs, MinorUnits } from '@walkout/contracts';
import { chargeOf, planCollection, planRefund } from '../../core/payments/payment.ts';
import type { Payer, PlannedStep } from '../../core/payments/payment.ts';
import { askProvider } from '../../core/payments/provider.ts';
import type { PaymentProvider } from '../../core/payments/provider.ts';
import type { PaymentTable } from '../database/payment-table.ts';
import type { NewId } from '../new-id.ts';
import { keepOutcome } from './keep-outcome.ts';

export interface CashierOptions {
  readonly payments: PaymentTable;
  readonly providers: ReadonlyMap<string, PaymentProvider>;
  readonly currency: string;
  readonly clock: () => EpochMs;
  readonly newId: NewId;
}

/** What the cashier must know of a visit's money. */
export interface Due {
  readonly visit: string;
  /** What the receipt comes to. */
  readonly amount: MinorUnits;
}

/**
 * Decides what is to be asked of payment providers and writes it down beside the change that it follows from, inside its
 * caller's transaction. Asking is the payment worker's part; a provider that keeps its books in this database is asked at once,
 * and what it did is part of the same transaction.
 */
export function createCashier({ payments, providers, currency, clock, newId }: CashierOptions) {
  function plan(step: PlannedStep, key = `${step.payment}-${step.action}`): void {
    const payment = payments.find(step.payment)!;
    const provider = providers.get(payment.provider);
    if (!provider?.embedded || payments.firstStep(step.payment) !== undefined) return payments.addStep({ ...step, key, at: clock() });
    // Of what it has refused nothing is to be taken or let go.
    if (payment.state !== 'declined') keepOutcome(payments, step, askProvider(provider, { ...step, key }, payment));
  }

  /** Asks a payer to hold an amount for a visit. @returns the payment's id */
  function hold(visit: string, payer: Payer, amount: MinorUnits): string {
    const payment = newId('p');
    payments.add({ payment, visit, provider: payer.provider, source: payer.source, currency, amount });
    plan({ payment, action: 'authorise', amount });
    return payment;
  }

  /** Takes what is due from what is held; what is due beyond that is asked for anew from the payer of the first hold. */
  function collect({ visit, amount }: Due): void {
    const held = payments.ofVisit(visit);
    const { steps, missing } = planCollection(amount, held);
    for (const step of steps) {
      if (step.action === 'capture') payments.change(step.payment, { charge: step.amount });
      plan(step);
    }
    if (missing > 0 && held[0] !== undefined) charge(visit, held[0], missing);
  }

  function charge(visit: string, payer: Payer, amount: MinorUnits): void {
    const payment = hold(visit, payer, amount);
    payments.change(payment, { charge: amount });
    plan({ payment, action: 'capture', amount });
  }

  /** What is taken or on its way to be, less what is paid back. */
  const charged = (visit: string): MinorUnits =>
    payments.ofVisit(visit).reduce((sum, payment) => sum + chargeOf(payment) - (chargeOf(payment) > 0 ? payment.refundDue : 0), 0);

  return {
    hold,
    collect,
    /** Lets go of all that is held for a visit. */
    release: (visit: string): void => collect({ visit, amount: 0 }),
    /** Pays back what a refund comes to, as far as it was taken. */
    payBack(visit: string, refund: string, amount: MinorUnits): void {
      for (const step of planRefund(amount, payments.ofVisit(visit))) {
        const { refundDue } = payments.find(step.payment)!;
        payments.change(step.payment, { refundDue: refundDue + step.amount });
        plan(step, `${step.payment}-${refund}`);
      }
    },
    /** Asks again for what is still due, from whoever was asked first; false when nothing is, or there is nobody to ask. */
    collectAgain({ visit, amount }: Due): boolean {
      const [first] = payments.ofVisit(visit);
      const missing = amount - charged(visit);
      if (missing <= 0 || first === undefined) return false;
      charge(visit, first, missing);
      return true;
    },
  };
}
export type Cashier = ReturnType<typeof createCashier>;
