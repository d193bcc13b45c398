import Stripe from 'stripe';
import type { Milliseconds } from '@walkout/contracts';
import type { Outcome, RemoteProvider } from '../../core/payments/provider.ts';
import { storeServerError } from '../../errors.ts';

export interface StripeAccess {
  readonly secretKey: string;
  /** What Stripe signs its webhooks with; without it none is taken. */
  readonly webhookSecret?: string | undefined;
  /** Where the API is; by default Stripe's own address. */
  readonly url?: URL | undefined;
}

/** What a webhook told, as far as it matters here. */
export interface StripeNews {
  readonly event: string;
  readonly kind: string;
  /** The PaymentIntent that it is about. */
  readonly reference?: string;
}

export const STRIPE = 'stripe';
const TIMEOUT: Milliseconds = 10_000;
const done: Outcome = { done: true };
const refused = (reason: string): Outcome => ({ done: false, reason });

function clientOf({ secretKey, url }: StripeAccess): Stripe {
  const place = url === undefined ? {} : {
    protocol: url.protocol === 'http:' ? 'http' as const : 'https' as const,
    host: url.hostname,
    port: url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port),
  };
  // The payment worker asks again by itself, after a restart as well.
  return new Stripe(secretKey, { ...place, maxNetworkRetries: 0, timeout: TIMEOUT, telemetry: false });
}

/** A definite no of Stripe's; whatever else went wrong leaves it open and is thrown. */
function refusalOf(error: unknown): Outcome {
  if (error instanceof Stripe.errors.StripeCardError || error instanceof Stripe.errors.StripeInvalidRequestError) {
    return refused([error.decline_code, error.message].filter(Boolean).join(': '));
  }
  throw error;
}

const hasOtherState = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'payment_intent_unexpected_state';

/** `cus_…/pm_…`: a card kept for a customer; `pm_…` alone: a card just read. */
function payerOf(source: string): { payment_method: string; customer?: string } {
  const [first = '', second] = source.split('/');
  return second === undefined ? { payment_method: first } : { customer: first, payment_method: second };
}

/**
 * Cards by Stripe: a PaymentIntent with manual capture holds the amount, capturing takes it, cancelling lets go.
 *
 * @source https://docs.stripe.com/payments/place-a-hold-on-a-payment-method
 */
export function createStripe(access: StripeAccess) {
  const stripe = clientOf(access);
  const { paymentIntents, refunds } = stripe;

  /** The intent stands otherwise than the request expects: has an earlier one with the same end been carried out? */
  async function unless(error: unknown, reference: string, isDone: (intent: Stripe.PaymentIntent) => boolean): Promise<Outcome> {
    if (!hasOtherState(error)) return refusalOf(error);
    const intent = await paymentIntents.retrieve(reference);
    return isDone(intent) ? done : refused(`the payment is ${intent.status}`);
  }

  const provider: RemoteProvider = {
    name: STRIPE,
    embedded: false,
    async authorise({ key, payment, visit, amount, currency, source }) {
      try {
        const intent = await paymentIntents.create({
          ...payerOf(source), amount, currency: currency.toLowerCase(), automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
          capture_method: 'manual',
          confirm: true, off_session: true, metadata: { payment, visit },
        }, { idempotencyKey: key });
        return intent.status === 'requires_capture' ? { done: true, reference: intent.id } : refused(`the bank wants more: ${intent.status}`);
      } catch (error) {
        return refusalOf(error);
      }
    },
    capture: ({ key, reference, amount }) =>
      paymentIntents.capture(reference, { amount_to_capture: amount }, { idempotencyKey: key }).then(
        () => done,
        (error: unknown) => unless(error, reference, (intent) => intent.status === 'succeeded' && intent.amount_received === amount),
      ),
    void: ({ key, reference }) =>
      paymentIntents.cancel(reference, {}, { idempotencyKey: key }).then(
        () => done,
        (error: unknown) => unless(error, reference, (intent) => intent.status === 'canceled'),
      ),
    async refund({ key, reference, amount }) {
      // Stripe forgets a key after a day; what was paid back under it does not go away.
      const earlier = await refunds.list({ payment_intent: reference, limit: 100 });
      if (earlier.data.some(({ metadata }) => metadata?.['key'] === key)) return done;
      try {
        const refund = await refunds.create({ payment_intent: reference, amount, metadata: { key } }, { idempotencyKey: key });
        return refund.status === 'failed' || refund.status === 'canceled' ? refused(refund.failure_reason ?? refund.status) : done;
      } catch (error) {
        return refusalOf(error);
      }
    },
  };
  return {
    provider,
    /**
     * What a webhook tells, its signature checked.
     *
     * @throws WalkoutError WEBHOOK_FORGED
     */
    readEvent(body: Buffer, signature: string): StripeNews {
      try {
        if (access.webhookSecret === undefined) throw new Error('no webhook secret is set');
        const { id, type, data } = stripe.webhooks.constructEvent(body, signature, access.webhookSecret);
        const subject = data.object as { id?: string; object?: string; payment_intent?: string | null };
        const reference = subject.object === 'payment_intent' ? subject.id : (subject.payment_intent ?? undefined);
        return { event: id, kind: type, ...(reference === undefined ? {} : { reference }) };
      } catch (cause) {
        throw storeServerError('WEBHOOK_FORGED', (cause as Error).message);
      }
    },
  };
}
export type StripeDesk = ReturnType<typeof createStripe>;
