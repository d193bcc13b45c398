import type { Cart, EpochMs, Receipt } from '@walkout/contracts';
import type { Random } from '@walkout/recordings';
import type { LoadedStore } from './open-store.ts';

/** What a shopper takes, in order; each take is a new revision of the cart. */
export interface Trip {
  readonly card: string;
  readonly takes: readonly string[];
}

const LEAST_TAKES = 1;
const MOST_TAKES = 5;

/** @param products ids to take from */
export const drawTrip = (random: Random, number: number, products: readonly string[]): Trip => ({
  card: `card-${number}`,
  takes: Array.from({ length: random.integer(LEAST_TAKES, MOST_TAKES) }, () => products[random.integer(0, products.length - 1)]!),
});

function cartAfter(visit: string, takes: readonly string[], state: Cart['state'], at: EpochMs): Cart {
  const quantities = new Map<string, number>();
  for (const product of takes) quantities.set(product, (quantities.get(product) ?? 0) + 1);
  const lines = [...quantities].map(([product, quantity]) => ({ product, quantity, probability: 0.97, evidence: [] }));
  return { visit, revision: takes.length + (state === 'closed' ? 1 : 0), capturedAt: at, state, lines };
}

/** Hears receipts and hands each to whoever waits for its visit. */
export async function hearReceipts({ bus }: LoadedStore) {
  const waiting = new Map<string, (receipt: Receipt) => void>();
  await bus.subscribe(['receipt'], ({ body }) => {
    const receipt = body as Receipt;
    waiting.get(receipt.visit)?.(receipt);
    waiting.delete(receipt.visit);
  });
  return (visit: string): Promise<Receipt> => new Promise((resolve) => waiting.set(visit, resolve));
}

/** Comes in: the card at the gate, the passage, the cart as it fills. @returns the visit */
export async function shop(store: LoadedStore, { card, takes }: Trip, clock: () => EpochMs): Promise<string> {
  const visit = await store.enter(card);
  const at = clock();
  await store.bus.publish('gatePassages', 'entry', { capturedAt: at, passages: [{ passage: `in-${card}`, capturedAt: at, direction: 'in', visit }] });
  for (let taken = 0; taken <= takes.length; taken += 1) await store.bus.publish('cart', visit, cartAfter(visit, takes.slice(0, taken), 'open', clock()));
  return visit;
}

/** Leaves: the cart is closed. @returns milliseconds until the receipt is heard, and the receipt */
export async function leave(store: LoadedStore, { visit, takes, receipt, clock }: {
  readonly visit: string;
  readonly takes: readonly string[];
  readonly receipt: Promise<Receipt>;
  readonly clock: () => EpochMs;
}): Promise<{ readonly took: number; readonly receipt: Receipt }> {
  const leftAt = performance.now();
  void store.bus.publish('cart', visit, cartAfter(visit, takes, 'closed', clock()));
  const issued = await receipt;
  return { took: performance.now() - leftAt, receipt: issued };
}
