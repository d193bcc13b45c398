import { describe, expect, it } from 'vitest';
import { createEventIds } from '../event-ids.ts';
import { createShelfWatcher } from './shelf-watcher.ts';
import { hand, ramp, shelfOfPlates, START, tremble, watch, weightsOf } from './testing/weights-by-hand.ts';
import type { Recorded } from './testing/weights-by-hand.ts';

const watched = (recorded: Recorded) => watch(recorded.plates, weightsOf(recorded));

describe('shelf watcher', () => {
  it('reports nothing while nothing happens, and nothing is pending', () => {
    const watcher = createShelfWatcher(shelfOfPlates(12));
    expect(watcher.end()).toEqual([]);
    for (const batch of weightsOf({ plates: 12, seconds: 30 })) expect(watcher.observe(batch)).toEqual([]);
    expect(watcher.pending()).toBeUndefined();
  });

  it('tells time, plates, weight and place of an article that is taken from a border of plates', () => {
    // 300 g leave over 0.15 s at 3 s, 70 % of them from the third plate: the centre is at 0.2 * 0.7 + 0.3 * 0.3.
    const [change, ...more] = watched({ plates: 8, seconds: 6, loads: { 2: [ramp(-210, 3)], 3: [ramp(-90, 3)] } });
    expect(more).toEqual([]);
    expect(change).toMatchObject({ id: createEventIds('s')(change!.startedAt), shelf: 's' });
    const [most, next, ...beside] = change!.plates;
    expect([most!.plate, next!.plate]).toEqual(['p3', 'p4']);
    expect(beside.every(({ grams }) => Math.abs(grams) < 2)).toBe(true);
    expect(Math.abs(change!.grams + 300)).toBeLessThan(2);
    expect(change!.error).toBeLessThan(2);
    expect(change!.place[0]).toBeCloseTo(0.23, 2);
    expect(change!.place[2]).toBe(1);
    // Two plates of 0.1 m: 0.1² / 12 within each and 0.7 * 0.3 * 0.1² between them.
    expect(change!.spread).toBeCloseTo(Math.sqrt(0.01 / 12 + 0.0021), 2);
    expect(Math.abs(change!.startedAt - (START + 3000))).toBeLessThanOrEqual(100);
    expect(Math.abs(change!.settledAt - (START + 3150))).toBeLessThanOrEqual(150);
    expect(change!.reportedAt - (START + 3150)).toBeLessThan(700);
  });

  it('sees what is put back as weight above zero, and names changes after their moments', () => {
    const found = watched({ plates: 4, seconds: 8, loads: { 1: [ramp(-40, 2), ramp(40, 5)] } });
    expect(found.map(({ grams }) => Math.round(grams / 4) * 4)).toEqual([-40, 40]);
    expect(found.map(({ id }) => id)).toEqual(found.map(({ startedAt }) => createEventIds('s')(startedAt)));
  });

  it('takes a hand that presses and leaves for nothing', () => {
    expect(watched({ plates: 6, seconds: 8, loads: { 3: [hand(400, [3, 5])], 4: [hand(150, [3, 5], 9)] } })).toEqual([]);
  });

  it('takes a hand that rests on the plate and then takes something for one change', () => {
    const found = watched({ plates: 6, seconds: 10, loads: { 3: [hand(300, [3, 6]), ramp(-250, 5.9, 0.1)] } });
    expect(found).toHaveLength(1);
    expect(Math.abs(found[0]!.grams + 250)).toBeLessThan(3);
    expect(Math.abs(found[0]!.startedAt - (START + 3000))).toBeLessThanOrEqual(100);
  });

  it('takes a very slow pick for one change', () => {
    const found = watched({ plates: 6, seconds: 12, loads: { 2: [ramp(-500, 3, 5)] } });
    expect(found).toHaveLength(1);
    expect(Math.abs(found[0]!.grams + 500)).toBeLessThan(8);
  });

  it('keeps two hands at once on one board apart', () => {
    const found = watched({ plates: 10, seconds: 6, loads: { 1: [ramp(-120, 3)], 2: [ramp(-60, 3)], 6: [ramp(-330, 3.05)], 7: [ramp(-20, 3.05)] } });
    expect(found.map(({ plates }) => plates.map(({ plate }) => plate))).toEqual([['p2', 'p3'], ['p7', 'p8']]);
    expect(found.map(({ grams }) => Math.round(grams / 10) * 10)).toEqual([-180, -350]);
  });

  it('keeps two hands apart that only the bending of the board joins', () => {
    const take = (grams: number) => [ramp(grams, 3)];
    const found = watched({ plates: 5, seconds: 6, loads: { 0: take(-1059), 1: take(-17), 2: take(-22), 3: take(-1141), 4: take(-19) } });
    expect(found.map(({ plates }) => plates[0]!.plate).sort()).toEqual(['p1', 'p4']);
  });

  it('tells two quick takes from one plate apart when a steady moment lies between', () => {
    const found = watched({ plates: 6, seconds: 7, loads: { 2: [ramp(-105, 3), ramp(-105, 4)], 3: [ramp(-15, 3), ramp(-15, 4)] } });
    expect(found.map(({ grams }) => Math.round(grams / 10) * 10)).toEqual([-120, -120]);
    expect(found[0]!.settledAt).toBeLessThan(found[1]!.startedAt);
  });

  it('takes goods that are shifted to the next plate for nothing', () => {
    expect(watched({ plates: 6, seconds: 6, loads: { 2: [ramp(-200, 3)], 3: [ramp(200, 3)] } })).toEqual([]);
  });

  it('follows drift', () => {
    expect(watched({ plates: 3, seconds: 60, loads: { 1: [(seconds) => 0.3 * seconds] } })).toEqual([]);
  });

  it('is not deceived by a noisy cell, and finds a change right beside it', () => {
    const noise = { 3: 40 };
    expect(watched({ plates: 6, seconds: 60, noise })).toEqual([]);
    const found = watched({ plates: 6, seconds: 9, noise, loads: { 2: [ramp(-80, 6)] } });
    expect(found).toHaveLength(1);
    expect(Math.abs(found[0]!.grams + 80)).toBeLessThan(4);
  });

  it('finds light goods on a noisy plate two seconds later', () => {
    // Half a second's noise of such a plate is 5 g: 16 g do not stand out from it.
    const [change, ...more] = watched({ plates: 4, seconds: 14, noise: { 1: 14 }, loads: { 1: [tremble(40, [7.2, 8.1]), ramp(-16, 8)] } });
    expect(more).toEqual([]);
    expect(Math.abs(change!.grams + 16)).toBeLessThan(2.5 * change!.error);
    expect(change!.error).toBeLessThan(3);
    expect(Math.abs(change!.startedAt - (START + 8000))).toBeLessThan(2200);
  });

  it('weighs again what is too light for an article while a hand lingers on the plate', () => {
    // Two seconds after the hand 10 of 18 g are gone.
    const lingering = [ramp(8, 8), ramp(-8, 10.6)];
    const [change, ...more] = watched({ plates: 4, seconds: 18, noise: { 1: 8 }, loads: { 1: [tremble(40, [7.2, 8.1]), ramp(-18, 8), ...lingering] } });
    expect(more).toEqual([]);
    expect(Math.abs(change!.grams + 18)).toBeLessThan(2.5 * change!.error);
    expect(change!.reportedAt - (START + 8000)).toBeLessThan(6500);
  });

  it('does not take what a hand does for the noise of a plate', () => {
    const [change, ...more] = watched({ plates: 4, seconds: 14, noise: { 1: 3 }, loads: { 1: [tremble(50, [6, 7.5]), tremble(50, [8, 9.5]), ramp(-14, 9.4)] } });
    expect(more).toEqual([]);
    expect(Math.abs(change!.grams + 14)).toBeLessThan(2.5 * change!.error);
    expect(change!.error).toBeLessThan(3);
  });

  it('tells nothing of what a hand pressed on the plate beside while a light load came and went', () => {
    const found = watched({ plates: 4, seconds: 12, loads: { 1: [tremble(300, [4, 8], 900)], 2: [ramp(25, 4.2), ramp(-25, 7.6)] } });
    for (const { grams } of found) expect(Math.abs(grams)).toBeLessThan(30);
    expect(Math.abs(found.reduce((sum, { grams }) => sum + grams, 0))).toBeLessThan(4);
  });

  it('joins across a dead cell, whether it is silent or says one value for ever', () => {
    const loads = { 2: [ramp(-90, 4)], 4: [ramp(-60, 4)] };
    const silent = weightsOf({ plates: 6, seconds: 7, loads }).map((batch) => ({
      ...batch,
      grams: batch.grams.map((row) => row.map((grams, plate) => (plate === 3 ? null : grams))),
    }));
    const stuck = silent.map((batch) => ({ ...batch, grams: batch.grams.map((row) => row.map((grams) => grams ?? 0)) }));
    for (const batches of [silent, stuck]) {
      const found = watch(6, batches);
      expect(found.map(({ grams }) => Math.round(grams / 10) * 10)).toEqual([-150]);
    }
  });

  it('gives the same for doubled, late and differently cut batches', () => {
    const recorded: Recorded = { plates: 4, seconds: 6, loads: { 1: [ramp(-75, 3)] } };
    const plain = watched(recorded).map(({ reportedAt: _, ...change }) => change);
    expect(plain).toHaveLength(1);
    const batches = weightsOf(recorded);
    const doubled = batches.flatMap((batch, i) => [batch, batch, ...batches.slice(Math.max(0, i - 3), i)]);
    const single = weightsOf({ ...recorded, samplesPerBatch: 1 });
    for (const other of [doubled, single]) expect(watch(4, other).map(({ reportedAt: _, ...change }) => change)).toEqual(plain);
  });

  it('finds a change that happened while no batch came', () => {
    const batches = weightsOf({ plates: 4, seconds: 8, loads: { 1: [ramp(-75, 4)] } });
    const lost = batches.filter(({ capturedAt }) => capturedAt[0]! < START + 3500 || capturedAt[0]! > START + 5000);
    expect(watch(4, lost).map(({ grams }) => Math.round(grams / 5) * 5)).toEqual([-75]);
  });

  it('says when what moved was at rest, however long a neighbour rings on', () => {
    const ringing = (seconds: number) => (seconds < 3.1 || seconds > 5 ? 0 : 6 * Math.sin(2 * Math.PI * 1.5 * seconds));
    const found = watched({ plates: 4, seconds: 9, noise: { 0: 0.2, 1: 0.2, 2: 0.2, 3: 0.2 }, loads: { 1: [ramp(-110, 3)], 2: [ramp(-4, 3.1), ringing] } });
    expect(found).toHaveLength(1);
    expect(found[0]!.restedAt - START).toBeLessThan(3600);
    expect(found[0]!.settledAt - START).toBeGreaterThan(4500);
  });

  it('tells light goods that are taken while other light goods move elsewhere, but not what a heavy load bends', () => {
    const beside = (grams: number) => watched({ plates: 8, seconds: 16, noise: { 6: 14 }, loads: { 2: [ramp(grams, 8)], 6: [tremble(40, [7.2, 8.1]), ramp(-16, 8)] } });
    expect(beside(30).map(({ plates }) => plates[0]!.plate).sort()).toEqual(['p3', 'p7']);
    expect(beside(600).map(({ plates }) => plates[0]!.plate)).toEqual(['p3']);
  });

  it('says since when something is in progress, and at the end what had settled', () => {
    const watcher = createShelfWatcher(shelfOfPlates(4));
    const batches = weightsOf({ plates: 4, seconds: 3.3, loads: { 1: [ramp(-500, 3)] } });
    expect(batches.flatMap((batch) => watcher.observe(batch))).toEqual([]);
    expect(Math.abs(watcher.pending()! - (START + 3000))).toBeLessThanOrEqual(100);
    expect(watcher.end()).toEqual([]);
  });

  it('adds what plates beside bore without standing out themselves', () => {
    // On a plate with 4 g of noise a share of 6 g is no step of its own.
    const loads = { 2: [ramp(-60, 3)], 3: [ramp(-6, 3)] };
    const [change, ...more] = watched({ plates: 8, seconds: 6, loads, noise: { 3: 4 } });
    expect(more).toEqual([]);
    expect(Math.abs(change!.grams + 66)).toBeLessThan(3);
  });
});
