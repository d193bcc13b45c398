import type { Cart, EpochMs, Milliseconds, Positions, ShelfEvent, ShelfStock, StoreLayout, TruePeople, WeightTrace } from '@walkout/contracts';
import type { Bus } from '@walkout/contracts/mqtt';
import type { Recording } from '@walkout/recordings';

/** Of the demo, ms from its beginning: a shopper takes chick peas, which weigh nearly what the soup beside them does. */
export const MOMENT: Milliseconds = 15_200;
/** The moment of the pictures: three shoppers are inside, the first has just left in our story. */
export const NOW: Milliseconds = 34_000;
const SHELF = 'north-2';
const PLATES = ['north-2-p3', 'north-2-p4'];
const TRACE_STEP_MS = 100;
const GOODS = { doubtful: 'chick-peas-400-g', twin: 'tomato-soup-400-g', perhaps: 'hummus-175-g' } as const;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** What the plates of the event weighed around it, out of the recording, less what they did at first. */
async function traceOf(recording: Recording, from: EpochMs, to: EpochMs): Promise<WeightTrace> {
  const columns = recording.layout.shelves.find(({ id }) => id === SHELF)!.plates.flatMap(({ id }, i) => (PLATES.includes(id) ? [i] : []));
  const bins = new Map<number, number[]>();
  for await (const message of recording.messages()) {
    if (message.name !== 'shelfWeights' || message.id !== SHELF) continue;
    message.body.capturedAt.forEach((at, i) => {
      if (at < from || at >= to) return;
      const bin = Math.floor((at - from) / TRACE_STEP_MS);
      bins.set(bin, [...(bins.get(bin) ?? []), sum(columns.map((column) => message.body.grams[i]![column] ?? 0))]);
    });
  }
  const means = [...bins].sort(([a], [b]) => a - b).map(([, values]) => sum(values) / values.length);
  return { from, stepMs: TRACE_STEP_MS, grams: means.map((value) => Math.round(10 * (value - means[0]!)) / 10) };
}

/** Where everybody truly was, said as fusion says it. */
const positionsOf = ({ capturedAt, people }: TruePeople): Positions =>
  ({ capturedAt, positions: people.map(({ person, visit, position }) => ({ person, ...(visit === undefined ? {} : { visit }), position })) });

function shelfEventOf(layout: StoreLayout, startedAt: EpochMs, trace: WeightTrace): ShelfEvent {
  const plates = layout.shelves.find(({ id }) => id === SHELF)!.plates.filter(({ id }) => PLATES.includes(id));
  const place = [0, 1, 2].map((axis) => sum(plates.map(({ centre }) => centre[axis as 0]!)) / plates.length) as [number, number, number];
  return {
    event: 'demo-chick-peas', shelf: SHELF, startedAt, settledAt: startedAt + 1_100, plates: PLATES, grams: trace.grams.at(-1)!, gramsError: 4.2, place,
    items: [{ product: GOODS.doubtful, quantity: 1 }], probability: 0.52,
    people: [{ person: 'shopper-1', visit: 'visit-1', probability: 0.94 }, { person: 'shopper-2', visit: 'visit-2', probability: 0.06 }],
    trace,
  };
}

const line = (product: string, quantity = 1, rest: Partial<Cart['lines'][number]> = {}): Cart['lines'][number] =>
  ({ product, quantity, probability: 0.98, evidence: [], ...rest });

function cartsAt(now: EpochMs): Cart[] {
  const doubtful = line(GOODS.doubtful, 1, {
    probability: 0.52, evidence: ['demo-chick-peas'],
    alternatives: [{ items: [{ product: GOODS.twin, quantity: 1 }], probability: 0.41 }, { items: [], probability: 0.07 }],
  });
  const perhaps = [{ product: GOODS.perhaps, quantity: 1, probability: 0.46, evidence: [] }];
  const cart = { revision: 1, capturedAt: now, state: 'open' as const };
  return [
    { ...cart, visit: 'visit-0', state: 'closed', lines: [line('rye-bread-500-g'), line('butter-250-g', 2), line('green-tea-20-bags')] },
    { ...cart, visit: 'visit-1', state: 'closed', capturedAt: now - 14_000, lines: [line('chewing-gum', 2), doubtful, line('oat-drink-1-l')] },
    { ...cart, visit: 'visit-2', lines: [line('apple-juice-0-7-l'), line('hummus-175-g', 1, { probability: 0.55 })] },
    { ...cart, visit: 'visit-3', lines: [line('salted-peanuts-200-g')] },
    { ...cart, visit: 'visit-4', lines: [] },
    { ...cart, visit: 'visit-9', state: 'closed', capturedAt: now - 2_000, lines: [line('ground-coffee-250-g', 3), line('dark-chocolate-100-g')], perhaps },
  ];
}

/** Stock as fusion says it: one shelf is low, one misplaced, one has a dead cell. */
function stockOf(layout: StoreLayout, capturedAt: EpochMs): [string, ShelfStock][] {
  return layout.shelves.map(({ id, plates }, s): [string, ShelfStock] => {
    const condition = (i: number): ShelfStock['plates'][number]['condition'] =>
      s === 1 && i === 2 ? 'empty' : s === 4 && i < 2 ? 'low' : s === 7 && i === 3 ? 'dead' : s === 9 && i === 1 ? 'noisy' : 'ok';
    const products = layout.planogram.filter((entry) => plates.some((plate) => entry.plates.includes(plate.id)));
    return [id, {
      capturedAt,
      plates: plates.map((plate, i) => ({ plate: plate.id, grams: condition(i) === 'dead' ? null : condition(i) === 'empty' ? 3 : 1_800 - 150 * i, condition: condition(i) })),
      products: [
        ...products.map((entry, i) => ({ product: entry.product, quantity: condition(i) === 'empty' ? 0 : condition(i) === 'low' ? 2 : 6 + i, plates: [...entry.plates], misplaced: false })),
        ...(s === 3 ? [{ product: 'dark-chocolate-100-g', quantity: 1, plates: [plates[4]!.id], misplaced: true }] : []),
      ],
    }];
  });
}

/** Says on the broker what the demo's sensors and fusion would have said up to {@link NOW}, with one doubtful cart among them. */
export async function playStreet(recording: Recording, bus: Bus): Promise<void> {
  const { layout, info } = recording;
  const now = info.startedAt + NOW;
  const startedAt = info.startedAt + MOMENT;
  const enter = (visit: string, seconds: number) => ({ passage: visit, capturedAt: now - 1000 * seconds, direction: 'in' as const });
  for (const { id } of layout.cameras) await bus.publish('cameraStatus', id, { state: 'online', framesPerSecond: 10, dropped: 0, stageMs: { decode: 2, detect: 9, pose: 12, track: 1 } });
  for (const { id } of layout.shelves) await bus.publish('shelfStatus', id, { state: id === 'east-2' ? 'offline' : 'online' });
  for (const { id } of layout.gates) await bus.publish('gateStatus', id, { state: 'online' });
  await bus.publish('fusionStatus', undefined, { state: 'online', watermark: startedAt, people: 4 });
  await bus.publish('gatePassages', 'entry', {
    capturedAt: now, passages: [enter('visit-0', 210), enter('visit-9', 90), enter('visit-1', 33), enter('visit-2', 22), enter('visit-3', 12), enter('visit-4', 6)],
  });
  const event = shelfEventOf(layout, startedAt, await traceOf(recording, startedAt - 2_500, startedAt + 2_600));
  const people = await recording.truth('people');
  const between = people.filter(({ capturedAt }) => capturedAt >= startedAt - 4_000 && capturedAt <= startedAt + 4_000);
  for (const moment of between.filter((_, i) => i % 2 === 0)) {
    await bus.publish('positions', undefined, positionsOf(moment));
    if (moment.capturedAt >= event.settledAt) await bus.publish('shelfEvent', event.event, event);
  }
  for (const [shelf, stock] of stockOf(layout, now)) await bus.publish('shelfStock', shelf, stock);
  for (const cart of cartsAt(now)) await bus.publish('cart', cart.visit, cart);
  const last = people.findLast(({ capturedAt }) => capturedAt <= now)!;
  await bus.publish('positions', undefined, positionsOf(last));
}
