import type { EpochMs } from '@walkout/contracts';
import type { Payment, PlannedStep } from '../../core/payments/payment.ts';
import type { Database } from './open-database.ts';

/** A step as it waits to be done. */
export interface PaymentStep extends PlannedStep {
  readonly position: number;
  /** Says to the provider that it is the same request. */
  readonly key: string;
  /** How often it has been asked without an answer. */
  readonly attempts: number;
  readonly createdAt: EpochMs;
  readonly dueAt: EpochMs;
}

type PaymentRow = { readonly [Key in keyof Required<Payment>]: Required<Payment>[Key] | null };
type Change = Partial<Pick<Payment, 'state' | 'reference' | 'charge' | 'captured' | 'refundDue' | 'refunded' | 'trouble'>>;

const SELECT = `SELECT payment, visit, provider, source, currency, amount, state, reference, charge, captured,
  refund_due AS refundDue, refunded, trouble FROM payments`;
const STEPS = `SELECT position, payment, action, amount, key, attempts, created_at AS createdAt, due_at AS dueAt FROM payment_steps`;
const FIRST_OF_ITS_PAYMENT = `NOT EXISTS (SELECT 1 FROM payment_steps AS earlier
  WHERE earlier.payment = payment_steps.payment AND earlier.position < payment_steps.position)`;

const toPayment = (row: PaymentRow): Payment =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as Payment;

/** Payments and what is still to be asked of their providers. Nothing here opens a transaction: its caller does. */
export function paymentTable(database: Database) {
  const byId = database.prepare(`${SELECT} WHERE payment = ?`);
  const byReference = database.prepare(`${SELECT} WHERE reference = ?`);
  const byVisit = database.prepare(`${SELECT} WHERE visit = ? ORDER BY rowid`);
  const add = database.prepare(`INSERT INTO payments (payment, visit, provider, source, currency, amount, state)
    VALUES (:payment, :visit, :provider, :source, :currency, :amount, 'authorising')`);
  const change = database.prepare(`UPDATE payments SET state = :state, reference = :reference, charge = :charge, captured = :captured,
    refund_due = :refundDue, refunded = :refunded, trouble = :trouble WHERE payment = :payment`);
  const addStep = database.prepare(`INSERT INTO payment_steps (payment, action, amount, key, created_at, due_at)
    VALUES (:payment, :action, :amount, :key, :at, :at)`);
  const due = database.prepare(`${STEPS} WHERE due_at <= ? AND ${FIRST_OF_ITS_PAYMENT} ORDER BY due_at, position LIMIT ?`);
  const nextDue = database.prepare(`SELECT min(due_at) FROM payment_steps WHERE ${FIRST_OF_ITS_PAYMENT}`).pluck();
  const first = database.prepare(`${STEPS} WHERE payment = ? ORDER BY position LIMIT 1`);
  const removeStep = database.prepare('DELETE FROM payment_steps WHERE position = ?');
  const removeSteps = database.prepare('DELETE FROM payment_steps WHERE payment = ?');
  const postpone = database.prepare('UPDATE payment_steps SET attempts = attempts + 1, due_at = :dueAt WHERE position = :position');
  const hasten = database.prepare('UPDATE payment_steps SET due_at = :at WHERE payment = :payment AND due_at > :at');
  const addEvent = database.prepare('INSERT OR IGNORE INTO payment_events (event, kind, taken_recorded_at) VALUES (?, ?, ?)');
  const find = (payment: string): Payment | undefined => {
    const row = byId.get(payment) as PaymentRow | undefined;
    return row && toPayment(row);
  };
  return {
    find,
    /** The payment that a provider has named so. */
    ofReference(reference: string): Payment | undefined {
      const row = byReference.get(reference) as PaymentRow | undefined;
      return row && toPayment(row);
    },
    /** Oldest first. */
    ofVisit: (visit: string): Payment[] => (byVisit.all(visit) as PaymentRow[]).map(toPayment),
    /** Keeps a payment that is about to be asked for. */
    add: (payment: Pick<Payment, 'payment' | 'visit' | 'provider' | 'source' | 'currency' | 'amount'>): void => void add.run(payment),
    change(payment: string, news: Change): void {
      change.run({ reference: null, charge: null, trouble: null, ...find(payment)!, ...news });
    },
    addStep: (step: PlannedStep & { readonly key: string; readonly at: EpochMs }): void => void addStep.run(step),
    /** Steps that may be done now, at most one a payment. */
    dueSteps: (now: EpochMs, limit: number): PaymentStep[] => due.all(now, limit) as PaymentStep[],
    /** When there is something to do next. */
    nextDue: (): EpochMs | undefined => (nextDue.get() as EpochMs | null) ?? undefined,
    firstStep: (payment: string): PaymentStep | undefined => first.get(payment) as PaymentStep | undefined,
    removeStep: ({ position }: PaymentStep): void => void removeStep.run(position),
    /** Forgets what was still to be done for a payment that came to nothing. */
    removeSteps: (payment: string): void => void removeSteps.run(payment),
    postpone: ({ position }: PaymentStep, dueAt: EpochMs): void => void postpone.run({ position, dueAt }),
    /** What waits for a payment is to be done at once. */
    hasten: (payment: string, at: EpochMs): void => void hasten.run({ payment, at }),
    /** Keeps an event; false when it was told before. */
    addEvent: (event: string, kind: string, at: EpochMs): boolean => addEvent.run(event, kind, at).changes > 0,
  };
}
export type PaymentTable = ReturnType<typeof paymentTable>;
