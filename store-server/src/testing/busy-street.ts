import { setTimeout as sleep } from 'node:timers/promises';
import type { Cart, Receipt } from '@walkout/contracts';
import type { Bus } from '@walkout/contracts/mqtt';
import type { ScanAnswer } from '../core/gate/scan.ts';
import { cornerStore } from './corner-store.ts';

const RETRY_MS = 50;
const OPENED_AT = 1_000;
const products = cornerStore().products;

/** A shopper whose visit is over: what the goods cost, and every receipt that was said for the visit. */
export interface Gone {
  readonly visit: string;
  readonly due: number;
  readonly said: readonly string[];
}

export interface StreetOptions {
  readonly bus: Bus;
  /** Posts a scan to whatever server there is just now; throws while there is none. */
  readonly scan: (body: object) => Promise<ScanAnswer>;
  /** How many shop at once. */
  readonly atOnce: number;
}

/** Shoppers who come, take two things and go, one after another, whatever becomes of the server meanwhile. */
export async function openStreet({ bus, scan, atOnce }: StreetOptions) {
  const said = new Map<string, string[]>();
  const waiting = new Map<string, () => void>();
  await bus.subscribe(['receipt'], ({ body }) => {
    const receipt = body as Receipt;
    said.set(receipt.visit, [...(said.get(receipt.visit) ?? []), JSON.stringify(receipt)]);
    waiting.get(receipt.visit)?.();
  });
  let open = true;
  let count = 0;
  const gone: Omit<Gone, 'said'>[] = [];

  /** As a reader does: the same scan again until it is answered, and as a person does: the card again when it is refused. */
  async function enter(number: number): Promise<string> {
    for (let showing = 0; ; ) {
      try {
        const answer = await scan({ scan: `scan-${number}-${showing}`, credential: { kind: 'card', token: `pm_card_${number}` } });
        if (answer.admitted && answer.visit !== undefined) return answer.visit;
        showing += 1;
      } catch {
        // There is no server just now.
      }
      await sleep(RETRY_MS);
    }
  }
  async function shop(number: number): Promise<void> {
    const visit = await enter(number);
    const taken = [0, 1].map((i) => products[(number + i) % products.length]!);
    const lines = taken.map(({ id }) => ({ product: id, quantity: 1, probability: 0.97, evidence: [] }));
    const cart = (revision: number, state: Cart['state']): Cart => ({ visit, revision, state, capturedAt: OPENED_AT + revision, lines: lines.slice(0, revision) });
    const isIssued = new Promise<void>((resolve) => waiting.set(visit, resolve));
    await bus.publish('gatePassages', 'entry', {
      capturedAt: OPENED_AT, passages: [{ passage: `in-${number}`, capturedAt: OPENED_AT, direction: 'in', visit }],
    });
    await bus.publish('cart', visit, cart(1, 'open'));
    await bus.publish('cart', visit, cart(2, 'closed'));
    await isIssued;
    gone.push({ visit, due: taken.reduce((sum, { price }) => sum + price, 0) });
  }
  const lanes = Array.from({ length: atOnce }, async () => {
    while (open) await shop((count += 1));
  });
  return {
    /** Nobody comes any more; resolves when everybody has left with a receipt. */
    async close(): Promise<Gone[]> {
      open = false;
      await Promise.all(lanes);
      return gone.map((shopper) => ({ ...shopper, said: said.get(shopper.visit)! }));
    },
  };
}
