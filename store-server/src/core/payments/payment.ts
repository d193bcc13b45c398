import type { MinorUnits } from '@walkout/contracts';

/**
 * `authorising`: asked for, not yet answered; `authorised`: held; `declined`: not held; `captured`: taken; `voided`: let go;
 * `failed`: held and then not taken.
 */
export const PAYMENT_STATES = ['authorising', 'authorised', 'declined', 'captured', 'voided', 'failed'] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** Who pays: a provider and its word for the payer. */
export interface Payer {
  readonly provider: string;
  readonly source: string;
}

/** An amount that a provider holds or has taken for a visit. */
export interface Payment extends Payer {
  readonly payment: string;
  readonly visit: string;
  readonly currency: string;
  /** Held, or asked to be. */
  readonly amount: MinorUnits;
  readonly state: PaymentState;
  readonly reference?: string;
  /** Meant to be taken, once that is known. */
  readonly charge?: MinorUnits;
  /** Taken, by the provider's word. */
  readonly captured: MinorUnits;
  /** Meant to be paid back. */
  readonly refundDue: MinorUnits;
  /** Paid back, by the provider's word. */
  readonly refunded: MinorUnits;
  /** Why it was declined or has failed. */
  readonly trouble?: string;
}

export const STEP_ACTIONS = ['authorise', 'capture', 'void', 'refund'] as const;
export type StepAction = (typeof STEP_ACTIONS)[number];

/** Something to ask of a provider. */
export interface PlannedStep {
  readonly payment: string;
  readonly action: StepAction;
  readonly amount: MinorUnits;
}

const isLive = ({ state }: Payment): boolean => state === 'authorising' || state === 'authorised';
const isUndecided = (payment: Payment): boolean => isLive(payment) && payment.charge === undefined;
/** Taken or on its way to be. */
export const chargeOf = (payment: Payment): MinorUnits => (isLive(payment) || payment.state === 'captured' ? (payment.charge ?? 0) : 0);

/**
 * Takes what is due from what is held, first held first, and lets go of the rest.
 *
 * @param due what the receipt comes to, zero or more
 * @returns   the steps, and what is due beyond all that is held
 */
export function planCollection(due: MinorUnits, payments: readonly Payment[]): { readonly steps: readonly PlannedStep[]; readonly missing: MinorUnits } {
  let missing = due - payments.reduce((sum, payment) => sum + chargeOf(payment), 0);
  const steps = payments.filter(isUndecided).map(({ payment, amount }): PlannedStep => {
    const taken = Math.min(Math.max(0, missing), amount);
    missing -= taken;
    return taken === 0 ? { payment, action: 'void', amount: 0 } : { payment, action: 'capture', amount: taken };
  });
  return { steps, missing: Math.max(0, missing) };
}

/** Pays back from what was taken or is about to be, last taken first; less than asked where less was charged. */
export function planRefund(amount: MinorUnits, payments: readonly Payment[]): readonly PlannedStep[] {
  let left = amount;
  return [...payments].reverse().flatMap((payment) => {
    const back = Math.min(left, chargeOf(payment) - payment.refundDue);
    if (back <= 0) return [];
    left -= back;
    return [{ payment: payment.payment, action: 'refund' as const, amount: back }];
  });
}

/**
 * How the money of a receipt stands. `nothing-due`: it comes to nothing; `collecting`: asked for; `paid`: taken; `uncollected`:
 * the provider refused, staff must see to it; `no-payer`: nobody showed a credential.
 */
export const COLLECTION_STATES = ['nothing-due', 'collecting', 'paid', 'uncollected', 'no-payer'] as const;
export type CollectionState = (typeof COLLECTION_STATES)[number];

/** @param due what the receipt comes to, less what was paid back before it was taken */
export function collectionState(due: MinorUnits, payments: readonly Payment[]): CollectionState {
  if (due <= 0) return 'nothing-due';
  if (payments.length === 0) return 'no-payer';
  if (payments.reduce((sum, { captured }) => sum + captured, 0) >= due) return 'paid';
  return payments.reduce((sum, payment) => sum + chargeOf(payment), 0) >= due ? 'collecting' : 'uncollected';
}
