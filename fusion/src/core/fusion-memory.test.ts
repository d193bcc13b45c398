import { beforeAll, expect, it } from 'vitest';
import type { Cart } from '@walkout/contracts';
import { createFusionMachine } from './fusion-machine.ts';
import type { FusionInput, FusionMachine, FusionMemory } from './fusion-machine.ts';
import { goodsOf, quietDay } from '../testing/quiet-day.ts';
import { sourcesOf } from './sensor-message.ts';

let day: ReturnType<typeof quietDay>;
let inputs: readonly FusionInput[];

beforeAll(() => {
  day = quietDay();
  inputs = [...day.messages.map((message) => ({ kind: 'message', message }) as const), ...sourcesOf(day.layout).map((source) => ({ kind: 'ended', source }) as const)];
});

/** The last cart of each visit, on the way from one machine to the next. */
function run(next: (machine: FusionMachine) => FusionMachine): Cart[] {
  let machine = createFusionMachine(day.layout);
  const carts = new Map<string, Cart>();
  for (const input of inputs) {
    for (const { name, body } of machine.accept(input).said) if (name === 'cart') carts.set(body.visit, body);
    machine = next(machine);
  }
  return [...carts.values()];
}

it('goes on from what it knew when nobody was inside: goods that stand astray, and who has been there', () => {
  const undisturbed = run((machine) => machine);
  const memories: FusionMemory[] = [];
  const carts = run((machine) => {
    const memory = machine.memory();
    if (memory === undefined) return machine;
    const read = JSON.parse(JSON.stringify(memory)) as FusionMemory;
    expect(read).toEqual(memory);
    memories.push(memory);
    return createFusionMachine(day.layout, read);
  });
  expect(memories.length).toBeGreaterThanOrEqual(2);
  expect(memories.some(({ store }) => store.goods.astray.length > 0 && store.strays.length > 0)).toBe(true);
  expect(memories.at(-1)!.store.born).toBeGreaterThanOrEqual(2);
  expect(goodsOf(carts)).toEqual(goodsOf(undisturbed));
  expect(goodsOf(carts).map(({ goods }) => goods)).toEqual([[], [{ product: day.other, quantity: 1 }], [{ product: day.product, quantity: 1 }]]);
});

it('knows nothing to go on from while somebody is inside', () => {
  const machine = createFusionMachine(day.layout);
  let isOpen = false;
  for (const input of inputs) {
    for (const { name, body } of machine.accept(input).said) if (name === 'cart') isOpen = body.state === 'open';
    if (isOpen) expect(machine.memory()).toBeUndefined();
  }
});

it('goes on in a store that was changed meanwhile', () => {
  let memory: FusionMemory | undefined;
  run((machine) => {
    memory ??= machine.memory();
    return machine;
  });
  const { layout } = day;
  const [shelf, ...shelves] = layout.shelves;
  const isGone = (plates: readonly string[]) => plates.some((plate) => shelf!.plates.some(({ id }) => id === plate));
  const changed = { ...layout, shelves: [{ ...shelf!, id: 'new' }, ...shelves], planogram: layout.planogram.filter(({ plates }) => !isGone(plates)) };
  const machine = createFusionMachine(changed, memory);
  expect(machine.isRunning('shelf/new')).toBe(true);
  expect(() => machine.accept({ kind: 'clock', now: memory!.watermark! + 10_000 })).not.toThrow();
});
