import { describe, expect, it } from 'vitest';
import type { StoreLayout } from '@walkout/contracts';
import { createFusionMachine } from './fusion-machine.ts';
import type { FusionInput, FusionOutput } from './fusion-machine.ts';

const layout: StoreLayout = {
  version: 1, store: 'corner', name: 'Corner', currency: 'EUR', floor: [[0, 0], [4, 0], [4, 3], [0, 3]],
  cameras: [{ id: 'north', imageSize: { width: 640, height: 360 } }],
  gates: [{ id: 'in', kind: 'entry', from: [0, 0], to: [1, 0] }, { id: 'out', kind: 'exit', from: [3, 0], to: [4, 0] }],
  fixtures: [], shelves: [{ id: 's1', name: 'Top', fixture: 'wall', facing: 0, plates: [{ id: 's1-1', centre: [1, 1, 1], width: 0.3, depth: 0.4 }] }],
  taxClasses: [], products: [], planogram: [],
};
const frame = (at: number): FusionInput => ({ kind: 'message', message: { name: 'cameraTracks', id: 'north', body: { capturedAt: at, sequence: at, tracks: [] } } });
const gate = (id: string, at: number, direction?: 'in' | 'out'): FusionInput => ({
  kind: 'message', message: { name: 'gatePassages', id, body: { capturedAt: at, passages: direction === undefined ? [] : [{ passage: `${direction}-${at}`, capturedAt: at, direction }] } },
});
const weights = (at: number): FusionInput => ({ kind: 'message', message: { name: 'shelfWeights', id: 's1', body: { sequence: at, capturedAt: [at], grams: [[100]] } } });
const second = (at: number): FusionInput[] => [frame(at), weights(at), gate('in', at, at === 1_000 ? 'in' : undefined), gate('out', at, at === 5_000 ? 'out' : undefined)];
const day = [1_000, 2_000, 3_000, 4_000, 5_000, 6_000].flatMap(second);
const ENDED = ['camera/north', 'shelf/s1', 'gate/in', 'gate/out'].map((source): FusionInput => ({ kind: 'ended', source }));

describe('the machine of fusion', () => {
  it('says the same words for the same inputs, each of a moment that was', () => {
    const words = () => {
      const machine = createFusionMachine(layout);
      return [...day, ...ENDED].flatMap((input) => machine.accept(input).said);
    };
    const said = words();
    expect(said.map(({ name }) => name)).toContain('cart');
    expect(words()).toEqual(said);
    for (const { name, body } of said) {
      if (name !== 'shelfEvent') expect(body.capturedAt).toBeGreaterThanOrEqual(1_000);
    }
  });

  it('has ended when every sensor has, and waits for none that is away', () => {
    const machine = createFusionMachine(layout);
    machine.accept(frame(1_000));
    expect(machine.watermark).toBeUndefined();
    for (const source of ['shelf/s1', 'gate/in', 'gate/out']) machine.accept({ kind: 'away', source });
    expect(machine.watermark).toBe(1_000);
    expect(machine.frames).toBe(1);
    for (const input of ENDED) machine.accept(input);
    expect(machine.ended).toBe(true);
  });

  it('goes on without the silent when the clock says so, and tells what then comes late', () => {
    const machine = createFusionMachine(layout);
    machine.accept(frame(1_000));
    expect(machine.accept({ kind: 'clock', now: 1_400 }).late).toBe(false);
    expect(machine.watermark).toBeUndefined();
    machine.accept({ kind: 'clock', now: 1_600 });
    expect(machine.watermark).toBe(1_000);
    expect(machine.accept(weights(900))).toMatchObject({ late: true, stale: false });
  });

  it('calls stale what is heard twice or is long past, as all is that a sensor says whose clock was set back', () => {
    const machine = createFusionMachine(layout);
    const staleOf = (input: FusionInput) => machine.accept(input).stale;
    expect([...second(60_000), ...second(61_000)].map(staleOf)).toEqual(Array(8).fill(false));
    expect([frame(60_000), weights(60_000), frame(1_000), weights(1_000), gate('in', 1_000)].map(staleOf)).toEqual([true, true, true, true, true]);
    expect([frame(62_000), weights(59_500), weights(62_000), gate('in', 59_500)].map(staleOf)).toEqual([false, false, false, false]);
  });

  it('hears of a shopper whose passage was overtaken on its way', () => {
    const machine = createFusionMachine(layout);
    const words = [gate('in', 2_000), gate('in', 1_000, 'in'), ...second(3_000)].flatMap((input) => machine.accept(input).said);
    expect(words.flatMap(({ name, body }) => (name === 'cart' ? body.visit : []))).toEqual(['in-1000']);
    expect(machine.accept(gate('in', 1_000, 'in')).said).toEqual([]);
  });

  it('loses nothing to a message that it fails on but that message', () => {
    const machine = createFusionMachine(layout);
    const broken = { kind: 'message', message: { name: 'shelfWeights', id: 's1', body: { sequence: 1, capturedAt: [900], grams: null } } } as unknown as FusionInput;
    const outputs = [broken, ...day, ...ENDED].map((input) => machine.accept(input));
    expect(outputs.flatMap(({ failures }) => failures)).toEqual([{ source: 'shelf/s1', at: 900, error: expect.any(TypeError) as TypeError }]);
    const undisturbed = createFusionMachine(layout);
    const cartsOf = (all: readonly FusionOutput[]) => all.flatMap(({ said }) => said.filter(({ name }) => name === 'cart'));
    expect(cartsOf(outputs)).toEqual(cartsOf([...day, ...ENDED].map((input) => undisturbed.accept(input))));
    expect(cartsOf(outputs)).toHaveLength(2);
  });
});
