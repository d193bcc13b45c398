import type { Logger } from 'pino';
import type { EpochMs, Milliseconds } from '@walkout/contracts';
import type { Payment, PaymentState } from '../../core/payments/payment.ts';
import { askProvider } from '../../core/payments/provider.ts';
import type { Outcome, PaymentProvider } from '../../core/payments/provider.ts';
import { retryDelay } from '../../core/payments/retry-delay.ts';
import type { Durable } from '../database/durable.ts';
import type { GroupCommit } from '../database/group-commit.ts';
import type { PaymentStep, PaymentTable } from '../database/payment-table.ts';
import { keepOutcome } from './keep-outcome.ts';

export interface PaymentWorkerOptions {
  readonly transact: GroupCommit;
  readonly payments: PaymentTable;
  readonly providers: ReadonlyMap<string, PaymentProvider>;
  readonly durable: Durable;
  readonly clock: () => EpochMs;
  /** In [0, 1). */
  readonly random: () => number;
  readonly logger: Logger;
  /** After the commit: a provider's answer is kept. */
  readonly onChange: (payment: Payment) => void;
}

const MOST_AT_ONCE = 32;
/** Providers forget a key after a day; an authorisation that nobody has answered by then is asked for no more. */
const GIVE_UP_AFTER: Milliseconds = 20 * 3_600_000;
const LONGEST_SLEEP: Milliseconds = 60_000;

/**
 * Asks payment providers for what is written down to be asked, until each has answered: several payments at once, the steps of
 * one payment in order, an unanswered step again after a growing while with the same key. What was under way when the process
 * died is asked again after a start.
 */
export function createPaymentWorker({ transact, payments, providers, durable, clock, random, logger, onChange }: PaymentWorkerOptions) {
  const underWay = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  function keep(step: PaymentStep, outcome: () => Outcome): void {
    transact(() => {
      payments.removeStep(step);
      keepOutcome(payments, step, outcome());
    });
    onChange(payments.find(step.payment)!);
  }

  async function perform(step: PaymentStep): Promise<void> {
    try {
      const payment = payments.find(step.payment)!;
      const provider = providers.get(payment.provider);
      if (provider === undefined) throw new Error(`no payment provider "${payment.provider}" is set up`);
      if (step.action === 'authorise' && clock() - step.createdAt > GIVE_UP_AFTER) return keep(step, () => ({ done: false, reason: 'never answered' }));
      if (provider.embedded) return keep(step, () => askProvider(provider, step, payment));
      await durable();
      const outcome = await askProvider(provider, step, payment);
      if (!stopped) keep(step, () => outcome);
    } catch (error) {
      if (stopped) return;
      payments.postpone(step, clock() + retryDelay(step.attempts + 1, random()));
      logger.warn({ err: error, payment: step.payment, action: step.action }, 'a payment step was not answered; it is asked again');
    }
  }

  const begin = (step: PaymentStep): Promise<void> => {
    const known = underWay.get(step.payment);
    if (known !== undefined) return known;
    const done = perform(step).finally(() => {
      underWay.delete(step.payment);
      wake();
    });
    underWay.set(step.payment, done);
    return done;
  };

  function pump(): void {
    if (stopped) return;
    const free = MOST_AT_ONCE - underWay.size;
    if (free > 0) for (const step of payments.dueSteps(clock(), MOST_AT_ONCE).filter(({ payment }) => !underWay.has(payment)).slice(0, free)) void begin(step);
    const next = payments.nextDue();
    if (next !== undefined && underWay.size < MOST_AT_ONCE) sleep(Math.min(LONGEST_SLEEP, next - clock()));
  }
  function sleep(duration: Milliseconds): void {
    clearTimeout(timer);
    // What is due now and not begun is under way already; its end wakes the worker again.
    if (duration > 0) timer = setTimeout(pump, duration);
  }
  let woken = false;
  /** There may be something to do; looks after the caller's transaction is over. */
  function wake(): void {
    if (woken || stopped) return;
    woken = true;
    setImmediate(() => {
      woken = false;
      pump();
    });
  }

  return {
    wake,
    /** Asks for an authorisation now and waits; `authorising` when the provider has not answered. */
    async authorise(payment: string): Promise<PaymentState> {
      const step = payments.firstStep(payment);
      if (step?.action === 'authorise') await begin(step);
      return payments.find(payment)!.state;
    },
    /** A provider says that there is news: what waits for the payment is asked at once. */
    nudge(payment: string): void {
      payments.hasten(payment, clock());
      wake();
    },
    /** Resolves when nothing is under way; what waits for later does so in the database. */
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      await Promise.all(underWay.values());
    },
  };
}
export type PaymentWorker = ReturnType<typeof createPaymentWorker>;
