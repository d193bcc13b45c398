import { describe, expect, it } from 'vitest';
import { assemble } from './assembler.ts';
import type { Lanes, Writer } from './assembler.ts';
import { exp, log } from './elementary.ts';

/** What a function makes of numbers, eight at a time. */
function apply(write: (w: Writer, value: Lanes) => Lanes, values: readonly number[]): number[] {
  const made = assemble({ each: (w) => w.loop({ from: 0, to: 32, step: 16 }, () => w.store(1024, write(w, w.load(0)))) });
  const numbers = new Float32Array(made.memory.buffer);
  numbers.set(values);
  made.each(0, 0);
  return [...numbers.subarray(256, 256 + values.length)];
}
const VALUES = [0, 1, -1, 2.5, -40, 1e-3, 7, 80];
const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 4));

describe('functions on lanes', () => {
  it('do to each number what is written', () => {
    expect(apply((w, v) => w.add(w.mul(v, v), w.number(3), v), VALUES)).toEqual(near(VALUES.map((v) => v * v + 3 + v)));
    expect(apply((w, v) => w.dot(v, w.number(2), w.number(5), w.number(-1)), VALUES)).toEqual(near(VALUES.map((v) => 2 * v - 5)));
    expect(apply((w, v) => w.choose(w.less(v, w.number(1)), w.min(v, w.number(-2)), w.sqrt(v)), VALUES)).toEqual(near(VALUES.map((v) => (v < 1 ? Math.min(v, -2) : Math.sqrt(v)))));
    expect(apply((w, v) => w.div(w.sub(w.floor(v), w.max(v, w.number(0))), w.number(2)), VALUES)).toEqual(near(VALUES.map((v) => (Math.floor(v) - Math.max(v, 0)) / 2)));
  });

  it('load one number for all, and from beside where the counter stands', () => {
    const made = assemble({
      sum: (w) => {
        const one = w.loadOne(128);
        w.loop({ from: 4, to: 20, step: 16 }, () => w.store(256, w.add(w.load(0), one)));
      },
      none: () => undefined,
    });
    const numbers = new Float32Array(made.memory.buffer);
    numbers.set([1, 2, 3, 4, 5, 6]);
    numbers[32] = 10;
    made.none(0, 0);
    made.sum(0, 0);
    expect([...numbers.subarray(64, 71)]).toEqual([0, 12, 13, 14, 15, 0, 0]);
  });

  it('work on what lies where their arguments say, wherever the counter begins', () => {
    const made = assemble({
      copy: (w) => {
        w.loop({ from: 0, to: 16, step: 16 }, () => undefined);
        w.loop({ from: 16, to: 48, step: 16 }, () => w.store({ argument: 1, offset: 16 }, w.mul(w.load({ argument: 0, offset: 0 }), w.load(64))));
      },
    });
    const numbers = new Float32Array(made.memory.buffer);
    numbers.fill(2, 20, 28);
    numbers.set([1, 2, 3, 4, 5, 6, 7, 8], 100 + 4);
    made.copy(400, 800);
    expect([...numbers.subarray(200 + 7, 200 + 17)]).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 0]);
  });
});

describe('elementary functions', () => {
  it('are right to single precision', () => {
    const powers = [0, 1, -1, 0.5, -12, 12.3, -79, -1e-4];
    for (const [index, value] of apply(exp, powers).entries()) expect(value / Math.exp(powers[index]!)).toBeCloseTo(1, 6);
    const positive = [1, 0.05, 2, 1e-6, 1234, 0.70711, 0.7071, 3];
    expect(apply(log, positive)).toEqual(positive.map((value) => expect.closeTo(Math.log(value), 5)));
  });
});
