import { setTimeout as delay } from 'node:timers/promises';
import { createRandom, demoLayout } from '@walkout/recordings';
import { openStore } from '../store-load/open-store.ts';
import type { LoadedStore } from '../store-load/open-store.ts';
import { drawTrip, hearReceipts, leave, shop } from '../store-load/shopper.ts';
import type { SuiteOutcome } from '../suite.ts';
import { benchError } from '../errors.ts';

export interface StoreLoadOptions {
  /** How many shoppers come in each part. */
  readonly visits: number;
  /** Shoppers a second in the part where they come at their own times. */
  readonly rate: number;
  readonly seed: number;
  readonly say: (text: string) => void;
}

/** Visits under way at once while the store has all it can do. */
const AT_ONCE = 100;
/** Visits that leave at the same moment. */
const CROWD = 300;
const READ_EVERY_MS = 20;
const READS = ['/api/visits?state=open&limit=50', '/api/receipts?limit=20', '/api/store', '/api/health'];
/** So many visits come first, unmeasured, until the server has compiled what is hot. */
const WARM_UP = 1_500;

/** The value that a share of all is at or below; values in any order. */
const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? NaN;
const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Does the work of all, so many at a time. */
async function inTurn<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (const item of left) await work(item);
  }));
}

/** Does the work of each at its time, whatever becomes of those before. */
async function atRate<T>(items: readonly T[], perSecond: number, work: (item: T) => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  const underWay: Promise<void>[] = [];
  for (const item of items) {
    const early = startedAt + (1000 * underWay.length) / perSecond - performance.now();
    if (early > 0) await delay(early);
    underWay.push(work(item));
  }
  await Promise.all(underWay);
}

/** Asks as tablets do, all the while. @returns what ends it and gives the milliseconds that answers took */
function keepReading(store: LoadedStore): () => Promise<number[]> {
  const answers: Promise<number>[] = [];
  const timer = setInterval(() => {
    const answer = store.read(READS[answers.length % READS.length]!);
    // What fails is told at the end, with all the others.
    answer.catch(() => undefined);
    answers.push(answer);
  }, READ_EVERY_MS);
  return () => {
    clearInterval(timer);
    return Promise.all(answers);
  };
}

/**
 * The store server under load: shoppers come in by HTTP, their passages and carts come by MQTT, receipts are heard, and tablets
 * ask for pages meanwhile. First as many as it can serve, then so many a second, at their own times; then a crowd leaves at the
 * same moment. The server is a real process on a real database file; the load is in this one. Money goes to house accounts.
 *
 * @throws WalkoutError SERVICE_FAILED, also when a receipt is wrong
 */
export async function storeLoadSuite({ visits, rate, seed, say }: StoreLoadOptions): Promise<SuiteOutcome> {
  const layout = demoLayout();
  const products = layout.products.map(({ id }) => id);
  const prices = new Map(layout.products.map(({ id, price }) => [id, price]));
  const random = createRandom(seed);
  const trips = (count: number, from: number) => Array.from({ length: count }, (_, i) => drawTrip(random, from + i, products));
  const store = await openStore(layout);
  const clock = Date.now;
  try {
    const nextReceipt = await hearReceipts(store);
    const stay = async (trip: ReturnType<typeof drawTrip>): Promise<() => Promise<number>> => {
      const visit = await shop(store, trip, clock);
      const receipt = nextReceipt(visit);
      return async () => {
        const left = await leave(store, { visit, takes: trip.takes, receipt, clock });
        const due = trip.takes.reduce((sum, product) => sum + prices.get(product)!, 0);
        if (left.receipt.total !== due) throw benchError('SERVICE_FAILED', `receipt of ${left.receipt.total}, due ${due}`);
        return left.took;
      };
    };
    await inTurn(trips(WARM_UP, 0), AT_ONCE, async (trip) => void (await (await stay(trip))()));

    let number = WARM_UP;
    /** Visits and reads side by side: what the receipts and the answers took, and what it cost. */
    async function measure(come: (all: ReturnType<typeof trips>, work: (trip: ReturnType<typeof drawTrip>) => Promise<void>) => Promise<void>) {
      const receipts: number[] = [];
      const stopReading = keepReading(store);
      const [cpuBefore, startedAt] = [await store.cpuSeconds(), performance.now()];
      await come(trips(visits, number), async (trip) => void receipts.push(await (await stay(trip))()));
      number += visits;
      const seconds = (performance.now() - startedAt) / 1000;
      const cpuSeconds = (await store.cpuSeconds()) - cpuBefore;
      return { receipts, reads: await stopReading(), seconds, cpuSeconds };
    }
    say(`${visits} visits, ${AT_ONCE} at once`);
    const most = await measure((all, work) => inTurn(all, AT_ONCE, work));
    say(`${visits} visits, ${rate} a second`);
    const steady = await measure((all, work) => atRate(all, rate, work));

    say(`${CROWD} visits leave at once`);
    const inside = await Promise.all(trips(CROWD, number).map(stay));
    const crowd = await Promise.all(inside.map((walkOut) => walkOut()));
    return {
      figures: {
        visits,
        visitsPerSecond: rounded(visits / most.seconds),
        visitsPerCpuSecond: rounded(visits / most.cpuSeconds),
        offeredPerSecond: rate,
        servedPerSecond: rounded(visits / steady.seconds),
        receiptP50Ms: rounded(quantile(steady.receipts, 0.5)),
        receiptP99Ms: rounded(quantile(steady.receipts, 0.99)),
        readP50Ms: rounded(quantile(steady.reads, 0.5)),
        readP99Ms: rounded(quantile(steady.reads, 0.99)),
        reads: steady.reads.length,
        cpuShare: rounded(steady.cpuSeconds / steady.seconds),
        crowd: CROWD,
        crowdReceiptP99Ms: rounded(quantile(crowd, 0.99)),
      },
    };
  } finally {
    await store.close();
  }
}
