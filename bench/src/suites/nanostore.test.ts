import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Grams, ShelfWeights, StoreLayout } from '@walkout/contracts';
import { createRandom, importNanostore, openRecording } from '@walkout/recordings';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { weighReadings } from '../../../fusion/src/core/items/read-items.ts';
import { createUnitWeights } from '../../../fusion/src/core/items/unit-weights.ts';
import { createShelfWatcher } from '../../../fusion/src/core/shelves/shelf-watcher.ts';
import type { WeightChange } from '../../../fusion/src/core/shelves/weight-change.ts';
import { nanostoreSuite } from './nanostore.ts';

const shared = process.env['WALKOUT_SHARED'] ?? fileURLToPath(new URL('../../../../shared', import.meta.url));
const source = join(shared, 'data', 'nanostore');
const noData = !existsSync(source);

/** Time for a busy machine to read 700,000 samples. */
const PATIENCE = 120_000;

type Extra = (plate: number, at: number) => Grams;

describe.skipIf(noData)(`the real store${noData ? ' (skipped: no data)' : ''}`, () => {
  let folder: string;
  let layout: StoreLayout;
  const batches = new Map<string, ShelfWeights[]>();
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'walkout-test-'));
    await importNanostore(source, folder, { videos: false });
    const recording = await openRecording(folder);
    layout = recording.layout;
    for await (const { name, id, body } of recording.messages()) {
      if (name === 'shelfWeights') batches.set(id, [...(batches.get(id) ?? []), body]);
    }
    await recording.close();
  }, PATIENCE);
  afterAll(() => rm(folder, { recursive: true }));

  /** Changes on one shelf when a load is added to what its scales really said. */
  function watch(shelf: string, extra: Extra): WeightChange[] {
    const watcher = createShelfWatcher(layout.shelves.find(({ id }) => id === shelf)!);
    const found = batches.get(shelf)!.flatMap((batch) =>
      watcher.observe({
        ...batch,
        grams: batch.grams.map((row, i) => row.map((grams, plate) => (grams === null ? null : grams + extra(plate, batch.capturedAt[i]!)))),
      }),
    );
    return [...found, ...watcher.end()];
  }

  it('shows exactly its two true events and one right receipt', async () => {
    const { events, ...figures } = await nanostoreSuite({ data: folder });
    expect(events.map(({ gondola, shelf, product, quantity }) => [gondola, shelf, product, quantity])).toEqual([
      [2, 5, 'Taco Bell Fire', 1],
      [1, 5, 'FIJI WATER .5 LTR', 1],
    ]);
    expect(events[0]!.plates).toEqual([4, 5]);
    expect(Math.abs(events[0]!.grams + 97.6)).toBeLessThan(4);
    expect(events[1]!.plates).toEqual([10]);
    expect(Math.abs(events[1]!.grams + 586.2)).toBeLessThan(8);
    expect(figures).toMatchObject({ falseEvents: 0, missedEvents: 0, receipts: 1, receiptsRight: 1, itemF1: 1 });
    expect(figures.carts[0]!.lines.map(({ product, quantity }) => [product, quantity])).toEqual([['fiji-water-5-ltr', 1], ['taco-bell-fire', 1]]);
  }, PATIENCE);

  it('finds and names what else might have been taken anywhere, in the midst of its real shaking', () => {
    const random = createRandom('injections');
    const products = new Map(layout.products.map((product) => [product.id, product]));
    const weightOf = createUnitWeights(products).of;
    const quiet = layout.shelves.filter(({ id }) => id !== 'gondola-1-shelf-5' && id !== 'gondola-2-shelf-5');
    const shelves = quiet.filter(({ plates }) => layout.planogram.some((entry) => plates.some(({ id }) => entry.plates.includes(id))));
    let [found, named, falseEvents] = [0, 0, 0];
    const takes = 200;
    for (let n = 0; n < takes; n++) {
      const shelf = random.pick(shelves);
      const entry = random.pick(layout.planogram.filter(({ plates }) => shelf.plates.some(({ id }) => plates.includes(id))));
      const taken = random.pick(entry.plates);
      const plate = shelf.plates.findIndex(({ id }) => id === taken);
      const grams = products.get(entry.product)!.unitWeight.mean * random.normal(1, 0.035);
      const begin = batches.get(shelf.id)![0]!.capturedAt[0]! + random.uniform(4000, 30_000);
      const lasts = random.uniform(150, 600);
      const changes = watch(shelf.id, (at, time) => (at === plate ? -grams * Math.min(1, Math.max(0, (time - begin) / lasts)) : 0));
      const own = changes.filter(({ startedAt, settledAt }) => startedAt < begin + lasts && settledAt > begin);
      falseEvents += changes.length - own.length;
      if (own.length !== 1) continue;
      found++;
      const [best] = weighReadings(own[0]!, { shelf, planogram: layout.planogram, products, weightOf, strays: [] }, { held: [], unknown: '?' });
      if (best!.items.length === 1 && best!.items[0]!.product === entry.product && best!.items[0]!.quantity === 1) named++;
    }
    expect(found).toBeGreaterThanOrEqual(takes * 0.98);
    expect(named).toBeGreaterThanOrEqual(takes * 0.96);
    expect(falseEvents).toBeLessThanOrEqual(1);
  }, PATIENCE);
});
