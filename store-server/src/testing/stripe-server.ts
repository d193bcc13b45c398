import { createHmac, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A PaymentIntent as it stands at the server. */
export interface Intent {
  readonly id: string;
  readonly object: 'payment_intent';
  readonly amount: number;
  readonly currency: string;
  status: 'requires_capture' | 'succeeded' | 'canceled' | 'requires_payment_method';
  amount_received: number;
  readonly metadata: Record<string, string>;
}
export interface Refund {
  readonly id: string;
  readonly object: 'refund';
  readonly amount: number;
  readonly payment_intent: string;
  readonly status: 'succeeded';
  readonly metadata: Record<string, string>;
}
interface Answer {
  readonly status: number;
  readonly body: unknown;
}
/** `drop`: the work is done and the connection breaks before the answer; `fail`: nothing is done, 500. */
export type Trouble = 'drop' | 'fail';

const fault = (status: number, error: Record<string, unknown>): Answer => ({ status, body: { error } });
const invalid = (code: string, message: string): Answer => fault(400, { type: 'invalid_request_error', code, message });

/** `a[b]=c` as Stripe takes it. */
function readForm(text: string): Record<string, string> & { metadata: Record<string, string> } {
  const form: Record<string, string> = {};
  const metadata: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const key = /^metadata\[(.+)\]$/.exec(name)?.[1];
    if (key === undefined) form[name] = value;
    else metadata[key] = value;
  }
  return { ...form, metadata } as ReturnType<typeof readForm>;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Stripe's HTTP API as far as this product speaks it, for tests: PaymentIntents with manual capture, cancelling, refunds,
 * idempotency keys, declined cards (`pm_card_visa_chargeDeclined`), answers that get lost, and signed webhooks.
 */
export async function startStripeServer({ webhookSecret = 'whsec_test' } = {}) {
  const intents = new Map<string, Intent>();
  const refunds: Refund[] = [];
  const answers = new Map<string, { readonly request: string; readonly answer: Answer }>();
  let befallen: Trouble | undefined;
  const asked: string[] = [];
  const newId = (kind: string) => `${kind}_${randomBytes(9).toString('hex')}`;

  function create(form: ReturnType<typeof readForm>): Answer {
    const intent: Intent = {
      id: newId('pi'), object: 'payment_intent', amount: Number(form['amount']), currency: form['currency']!, amount_received: 0,
      status: 'requires_capture', metadata: form.metadata,
    };
    if (form['capture_method'] !== 'manual' || form['confirm'] !== 'true') return invalid('parameter_invalid', 'only manual capture is played here');
    intents.set(intent.id, intent);
    if (form['payment_method'] === 'pm_card_visa_chargeDeclined') {
      intent.status = 'requires_payment_method';
      return fault(402, { type: 'card_error', code: 'card_declined', decline_code: 'generic_decline', message: 'Your card was declined.' });
    }
    return { status: 200, body: intent };
  }
  function capture(intent: Intent, form: ReturnType<typeof readForm>): Answer {
    const amount = Number(form['amount_to_capture'] ?? intent.amount);
    if (intent.status !== 'requires_capture') return invalid('payment_intent_unexpected_state', `This PaymentIntent is ${intent.status}.`);
    if (amount > intent.amount) return invalid('amount_too_large', 'More than was authorised.');
    intent.status = 'succeeded';
    intent.amount_received = amount;
    return { status: 200, body: intent };
  }
  function cancel(intent: Intent): Answer {
    if (intent.status === 'succeeded' || intent.status === 'canceled') return invalid('payment_intent_unexpected_state', `This PaymentIntent is ${intent.status}.`);
    intent.status = 'canceled';
    return { status: 200, body: intent };
  }
  function refund(form: ReturnType<typeof readForm>): Answer {
    const intent = intents.get(form['payment_intent'] ?? '');
    const before = refunds.filter(({ payment_intent }) => payment_intent === intent?.id).reduce((sum, { amount }) => sum + amount, 0);
    const amount = Number(form['amount']);
    if (intent?.status !== 'succeeded') return invalid('charge_not_captured', 'Nothing was taken.');
    if (before + amount > intent.amount_received) return invalid('charge_already_refunded', 'More than was taken.');
    const made: Refund = { id: newId('re'), object: 'refund', amount, payment_intent: intent.id, status: 'succeeded', metadata: form.metadata };
    refunds.push(made);
    return { status: 200, body: made };
  }

  function route(method: string, url: URL, form: ReturnType<typeof readForm>): Answer {
    const [, , resource, id, action] = url.pathname.split('/');
    if (resource === 'refunds' && method === 'GET') {
      const data = refunds.filter(({ payment_intent }) => payment_intent === url.searchParams.get('payment_intent'));
      return { status: 200, body: { object: 'list', data, has_more: false, url: '/v1/refunds' } };
    }
    if (resource === 'refunds') return refund(form);
    if (resource !== 'payment_intents') return fault(404, { type: 'invalid_request_error', message: 'Unrecognised URL.' });
    if (id === undefined) return create(form);
    const intent = intents.get(id);
    if (intent === undefined) return fault(404, { type: 'invalid_request_error', code: 'resource_missing', message: 'No such payment_intent.' });
    if (method === 'GET') return { status: 200, body: intent };
    return action === 'capture' ? capture(intent, form) : cancel(intent);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    const url = new URL(request.url!, 'http://stripe');
    const key = request.headers['idempotency-key'] as string | undefined;
    const said = `${request.method} ${url.pathname} ${text}`;
    asked.push(`${request.method} ${url.pathname}`);
    const trouble = request.method === 'POST' ? befallen : undefined;
    if (trouble === 'fail') return void response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":{"type":"api_error","message":"down"}}');
    const known = key === undefined ? undefined : answers.get(key);
    if (known !== undefined && known.request !== said) {
      return void response.writeHead(400, { 'content-type': 'application/json' })
        .end('{"error":{"type":"idempotency_error","message":"Keys for idempotent requests can only be used with the same parameters."}}');
    }
    const given = known?.answer ?? route(request.method!, url, readForm(text));
    if (key !== undefined) answers.set(key, { request: said, answer: structuredClone(given) });
    if (trouble === 'drop') return void request.socket.destroy();
    response.writeHead(given.status, { 'content-type': 'application/json' }).end(JSON.stringify(given.body));
  }

  const server: Server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return {
    url, intents, refunds, asked, webhookSecret,
    /** What befalls every request that changes something, until told otherwise. */
    trouble: (next: Trouble | undefined): void => void (befallen = next),
    /** An event as Stripe sends it: its bytes and their signature. */
    webhook(type: string, object: Intent | Record<string, unknown>, at = Math.floor(Date.now() / 1000)) {
      const body = JSON.stringify({ id: newId('evt'), object: 'event', type, data: { object } });
      const signature = createHmac('sha256', webhookSecret).update(`${at}.${body}`).digest('hex');
      return { body, signature: `t=${at},v1=${signature}` };
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
export type StripeServer = Awaited<ReturnType<typeof startStripeServer>>;
