import type { PlannedStep } from '../../core/payments/payment.ts';
import type { Outcome } from '../../core/payments/provider.ts';
import type { PaymentTable } from '../database/payment-table.ts';

/** Keeps a provider's definite answer; inside its caller's transaction. */
export function keepOutcome(payments: PaymentTable, step: PlannedStep, outcome: Outcome): void {
  const payment = payments.find(step.payment)!;
  if (!outcome.done) return keepRefusal(payments, step, outcome.reason);
  switch (step.action) {
    case 'authorise':
      return payments.change(step.payment, { state: 'authorised', ...(outcome.reference === undefined ? {} : { reference: outcome.reference }) });
    case 'capture': return payments.change(step.payment, { state: 'captured', captured: step.amount });
    case 'void': return payments.change(step.payment, { state: 'voided' });
    case 'refund': return payments.change(step.payment, { refunded: payment.refunded + step.amount });
  }
}

/** Nothing held is nothing to take or let go; a refused refund stays owed and visible. */
function keepRefusal(payments: PaymentTable, { payment, action }: PlannedStep, trouble: string): void {
  if (action === 'refund') return payments.change(payment, { trouble });
  payments.removeSteps(payment);
  payments.change(payment, { trouble, refundDue: 0, state: action === 'authorise' ? 'declined' : action === 'void' ? 'voided' : 'failed' });
}
