import { describe, expect, it } from 'vitest';
import { openPaymentDesk } from '../../testing/payment-desk.ts';

const CARD = { provider: 'stripe', source: 'cus_1/pm_card_visa' };
const BAD_CARD = { provider: 'stripe', source: 'pm_card_visa_chargeDeclined' };

const LONGER_THAN_FIRST_WAIT = 1_001;

describe('a card', () => {
  it('is held at the gate and charged what the receipt comes to', async () => {
    const { desk, stripe, within, until, states } = await openPaymentDesk();
    const payment = within(() => desk.cashier.hold('anna', CARD, 5_000));
    expect(await desk.worker.authorise(payment)).toBe('authorised');
    expect([...stripe.intents.values()]).toMatchObject([{ amount: 5_000, currency: 'eur', status: 'requires_capture', metadata: { visit: 'anna' } }]);
    within(() => desk.cashier.collect({ visit: 'anna', amount: 1_234 }));
    await until(() => states('anna').includes('captured'));
    expect([...stripe.intents.values()]).toMatchObject([{ status: 'succeeded', amount_received: 1_234 }]);
  });

  it('is let go of when nothing is due', async () => {
    const { desk, stripe, within, until, states } = await openPaymentDesk();
    within(() => desk.cashier.hold('anna', CARD, 5_000));
    within(() => desk.cashier.collect({ visit: 'anna', amount: 0 }));
    await until(() => states('anna').includes('voided'));
    expect([...stripe.intents.values()]).toMatchObject([{ status: 'canceled', amount_received: 0 }]);
  });

  it('is asked for what is due beyond the hold', async () => {
    const { desk, stripe, within, until, states } = await openPaymentDesk();
    within(() => desk.cashier.hold('anna', CARD, 5_000));
    within(() => desk.cashier.collect({ visit: 'anna', amount: 7_500 }));
    await until(() => states('anna').every((state) => state === 'captured'));
    expect([...stripe.intents.values()].map(({ amount_received }) => amount_received).sort()).toEqual([2_500, 5_000]);
  });

  it('that is declined is not charged, and says why', async () => {
    const { desk, stripe, within } = await openPaymentDesk();
    const payment = within(() => desk.cashier.hold('anna', BAD_CARD, 5_000));
    expect(await desk.worker.authorise(payment)).toBe('declined');
    expect(desk.payments.find(payment)?.trouble).toBe('generic_decline: Your card was declined.');
    within(() => desk.cashier.collect({ visit: 'anna', amount: 100 }));
    expect(await desk.worker.authorise(desk.payments.ofVisit('anna')[1]!.payment)).toBe('declined');
    expect([...stripe.intents.values()].every(({ amount_received }) => amount_received === 0)).toBe(true);
  });

  it('is paid back, once a refund however often it is asked, and never more than was taken', async () => {
    const { desk, stripe, within, until } = await openPaymentDesk();
    within(() => desk.cashier.hold('anna', CARD, 5_000));
    within(() => desk.cashier.collect({ visit: 'anna', amount: 1_000 }));
    within(() => desk.cashier.payBack('anna', 'r-1', 300));
    await until(() => desk.payments.ofVisit('anna')[0]!.refunded === 300);
    within(() => desk.cashier.payBack('anna', 'r-2', 900));
    await until(() => desk.payments.ofVisit('anna')[0]!.refunded === 1_000);
    expect(stripe.refunds.map(({ amount }) => amount)).toEqual([300, 700]);
  });
});

describe('an answer that gets lost', () => {
  it('after the hold went through: asked again, held once', async () => {
    const { desk, stripe, within, time } = await openPaymentDesk();
    stripe.trouble('drop');
    const payment = within(() => desk.cashier.hold('anna', CARD, 5_000));
    expect(await desk.worker.authorise(payment)).toBe('authorising');
    stripe.trouble(undefined);
    time.now += LONGER_THAN_FIRST_WAIT;
    expect(await desk.worker.authorise(payment)).toBe('authorised');
    expect([...stripe.intents.values()]).toMatchObject([{ status: 'requires_capture' }]);
  });

  it('after the charge or the refund went through: asked again, moved once', async () => {
    const { desk, stripe, within, until, time, states } = await openPaymentDesk();
    const payment = within(() => desk.cashier.hold('anna', CARD, 5_000));
    await desk.worker.authorise(payment);
    const loseAnswerTo = async (work: () => void) => {
      stripe.trouble('drop');
      within(work);
      await waitForAttempts(desk, payment, 1);
      stripe.trouble(undefined);
      time.now += LONGER_THAN_FIRST_WAIT;
      desk.worker.wake();
    };
    await loseAnswerTo(() => desk.cashier.collect({ visit: 'anna', amount: 1_000 }));
    await until(() => states('anna').includes('captured'));
    await loseAnswerTo(() => desk.cashier.payBack('anna', 'r-1', 400));
    await until(() => desk.payments.find(payment)!.refunded === 400);
    expect([...stripe.intents.values()]).toMatchObject([{ status: 'succeeded', amount_received: 1_000 }]);
    expect(stripe.refunds.map(({ amount }) => amount)).toEqual([400]);
    expect(desk.payments.nextDue()).toBeUndefined();
  });

  it('when the provider is down changes nothing until it is back', async () => {
    const { desk, stripe, within, until, time, states } = await openPaymentDesk();
    stripe.trouble('fail');
    const payment = within(() => desk.cashier.hold('anna', CARD, 5_000));
    expect(await desk.worker.authorise(payment)).toBe('authorising');
    within(() => desk.cashier.release('anna'));
    stripe.trouble(undefined);
    time.now += LONGER_THAN_FIRST_WAIT;
    desk.worker.wake();
    await until(() => states('anna').includes('voided'));
    expect([...stripe.intents.values()].map(({ status }) => status)).toEqual(['canceled']);
  });
});

type Desk = Awaited<ReturnType<typeof openPaymentDesk>>['desk'];
/** The worker has asked so often and has had no answer. */
async function waitForAttempts(desk: Desk, payment: string, attempts: number): Promise<void> {
  while ((desk.payments.firstStep(payment)?.attempts ?? attempts) < attempts) await new Promise((resolve) => setImmediate(resolve));
}

describe('a webhook', () => {
  it('makes what waits be asked at once, and counts once', async () => {
    const { desk, stripe, within, until, states } = await openPaymentDesk();
    const payment = within(() => desk.cashier.hold('anna', CARD, 5_000));
    await desk.worker.authorise(payment);
    stripe.trouble('drop');
    within(() => desk.cashier.collect({ visit: 'anna', amount: 1_000 }));
    await waitForAttempts(desk, payment, 1);
    stripe.trouble(undefined);
    const [intent] = stripe.intents.values();
    const { body, signature } = stripe.webhook('payment_intent.succeeded', intent!);
    desk.takeStripeEvent(Buffer.from(body), signature);
    await until(() => states('anna').includes('captured'));
    const asked = stripe.asked.length;
    desk.takeStripeEvent(Buffer.from(body), signature);
    expect(desk.payments.nextDue()).toBeUndefined();
    expect(stripe.asked).toHaveLength(asked);
  });

  it('of a hold that has run out makes the charge fail where staff see it', async () => {
    const { desk, stripe, within } = await openPaymentDesk();
    const payment = within(() => desk.cashier.hold('anna', CARD, 5_000));
    await desk.worker.authorise(payment);
    const [intent] = stripe.intents.values();
    intent!.status = 'canceled';
    const { body, signature } = stripe.webhook('payment_intent.canceled', intent!);
    desk.takeStripeEvent(Buffer.from(body), signature);
    expect(desk.payments.find(payment)).toMatchObject({ state: 'voided', trouble: 'the hold has run out' });
  });

  it('is refused when it is not signed, not by Stripe, changed or old', async () => {
    const { desk, stripe } = await openPaymentDesk();
    const { body, signature } = stripe.webhook('payment_intent.succeeded', { object: 'payment_intent', id: 'pi_1' });
    const old = stripe.webhook('payment_intent.succeeded', { object: 'payment_intent', id: 'pi_1' }, 1_000_000);
    for (const [text, sign] of [[body, ''], [body, signature.replace(/v1=./, 'v1=')], [body.replace('pi_1', 'pi_2'), signature], [old.body, old.signature]] as const) {
      expect(() => desk.takeStripeEvent(Buffer.from(text), sign)).toThrowError(expect.objectContaining({ code: 'WEBHOOK_FORGED' }));
    }
  });
});

describe('a house account', () => {
  const HOUSE = { provider: 'ledger', source: 'card-1' };
  it('owes what receipts come to, less refunds and payments on it; every posting has two sides', async () => {
    const { desk, database, within, until } = await openPaymentDesk();
    within(() => desk.cashier.hold('anna', HOUSE, 5_000));
    within(() => desk.cashier.collect({ visit: 'anna', amount: 1_000 }));
    within(() => desk.cashier.payBack('anna', 'r-1', 250));
    await until(() => desk.payments.ofVisit('anna')[0]!.refunded === 250);
    expect(desk.ledger.account('card-1')).toEqual({ account: 'card-1', owed: 750, held: 0 });
    for (const _twice of [1, 2]) desk.ledger.settle('paid-1', 'card-1', 500);
    expect(desk.ledger.account('card-1')).toMatchObject({ owed: 250 });
    expect(desk.ledger.account('@sales')).toMatchObject({ owed: -750 });
    expect(() => database.exec('UPDATE ledger_postings SET amount = 0')).toThrow(/never changed/);
  });

  it('is declined beyond its limit, holds included', async () => {
    const { desk, within } = await openPaymentDesk();
    desk.ledger.setLimit('card-1', 8_000);
    const ask = (visit: string) => desk.worker.authorise(within(() => desk.cashier.hold(visit, HOUSE, 5_000)));
    expect(await ask('anna')).toBe('authorised');
    expect(await ask('ben')).toBe('declined');
    expect(desk.ledger.account('card-1')).toMatchObject({ owed: 0, held: 5_000, mostOwed: 8_000 });
  });
});

describe('a restart', () => {
  it('takes up what was not answered', async () => {
    const { desk, stripe, within, start, time, database } = await openPaymentDesk();
    stripe.trouble('drop');
    const payment = within(() => desk.cashier.hold('anna', CARD, 5_000));
    await desk.worker.authorise(payment);
    within(() => desk.cashier.collect({ visit: 'anna', amount: 1_000 }));
    await desk.worker.stop();
    stripe.trouble(undefined);
    time.now += LONGER_THAN_FIRST_WAIT;
    const second = start();
    second.worker.wake();
    while (second.payments.find(payment)!.state !== 'captured') await new Promise((resolve) => setImmediate(resolve));
    await second.worker.stop();
    expect([...stripe.intents.values()]).toMatchObject([{ status: 'succeeded', amount_received: 1_000 }]);
    expect(database.prepare('SELECT count(*) FROM payment_steps').pluck().get()).toBe(0);
  });
});
