import { describe, expect, it } from 'vitest';
import { createReorderBuffer } from './reorder-buffer.ts';

const OPTIONS = { patienceMs: () => 500, hasRate: (source: string) => source.startsWith('camera') };
const create = () => createReorderBuffer<string>(['camera', 'shelf'], OPTIONS);
const items = (released: readonly { item: string }[]) => released.map(({ item }) => item);

/** Numbers in [0, 1) that are the same on every run. */
function sequenceFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
}

describe('reorder buffer', () => {
  it('has nothing to give at first', () => {
    const buffer = create();
    expect(buffer.pop()).toEqual([]);
    expect(buffer.horizon()).toBe(-Infinity);
  });

  it('waits for every source, then gives in order of time', () => {
    const buffer = create();
    buffer.push('camera', 100, 'c100');
    buffer.push('camera', 200, 'c200');
    expect(buffer.pop()).toEqual([]);
    buffer.push('shelf', 150, 's150');
    expect(items(buffer.pop())).toEqual(['c100', 's150']);
    buffer.watermark('shelf', 200);
    expect(items(buffer.pop())).toEqual(['c200']);
    expect(buffer.horizon()).toBe(200);
  });

  it('gives what is of one moment in the order of the sources', () => {
    const buffer = create();
    buffer.push('shelf', 100, 's');
    buffer.push('camera', 100, 'c');
    expect(items(buffer.pop())).toEqual(['c', 's']);
  });

  it('does not wait for a source that has ended, and gives all when all have', () => {
    const buffer = create();
    buffer.push('camera', 100, 'c100');
    buffer.end('shelf');
    expect(items(buffer.pop())).toEqual(['c100']);
    buffer.push('camera', 200, 'c200');
    buffer.end('camera');
    expect(items(buffer.pop())).toEqual(['c200']);
    // One that ended and speaks again is heard, and waited for again.
    expect(buffer.push('shelf', 300, 's300')).toBe('queued');
    expect(items(buffer.pop())).toEqual(['s300']);
  });

  it('drops what was said before, what nobody is expected to say, and moments that are none', () => {
    const buffer = create();
    buffer.push('camera', 100, 'a');
    expect(buffer.push('camera', 100, 'b')).toBe('duplicate');
    expect(buffer.push('camera', 90, 'c')).toBe('duplicate');
    expect(buffer.push('gate', 100, 'd')).toBe('unknown');
    expect(buffer.push('camera', NaN, 'e')).toBe('unknown');
    buffer.end('shelf');
    expect(items(buffer.pop())).toEqual(['a']);
    expect(buffer.counts()).toEqual({ queued: 1, late: 0, duplicate: 2, unknown: 2 });
  });

  it('gives what was overtaken on its way in its turn, or at once when that is over, and its double never', () => {
    const buffer = create();
    buffer.push('shelf', 100, 's100');
    buffer.push('shelf', 300, 's300');
    expect(buffer.push('shelf', 200, 's200')).toBe('queued');
    expect(buffer.push('shelf', 200, 'double')).toBe('duplicate');
    buffer.watermark('camera', 300);
    expect(items(buffer.pop())).toEqual(['s100', 's200', 's300']);
    expect(buffer.push('shelf', 250, 's250')).toBe('late');
    expect(items(buffer.pop())).toEqual(['s250']);
    expect(buffer.push('shelf', 250, 'double')).toBe('duplicate');
  });

  it('takes what is too long ago to be known again for a double', () => {
    const buffer = create();
    for (let at = 1; at <= 2000; at++) buffer.push('shelf', 2 * at, 'x');
    expect(buffer.push('shelf', 2, 'double')).toBe('duplicate');
    expect(buffer.push('shelf', 3, 'too old')).toBe('duplicate');
    expect(buffer.push('shelf', 3999, 'overtaken')).toBe('queued');
  });

  it('goes on without a silent source after a deadline; what it then says late is lost, unless it must not be', () => {
    const buffer = create();
    buffer.push('camera', 1000, 'c1000');
    buffer.deadline(1400);
    expect(buffer.pop()).toEqual([]);
    buffer.deadline(1500);
    expect(items(buffer.pop())).toEqual(['c1000']);
    expect(buffer.push('shelf', 900, 's900')).toBe('late');
    expect(buffer.pop()).toEqual([{ source: 'shelf', at: 900, item: 's900', late: true }]);
    buffer.push('shelf', 1100, 's1100');
    buffer.deadline(1700);
    expect(items(buffer.pop())).toEqual(['s1100']);
    expect(buffer.push('camera', 1150, 'c1150')).toBe('late');
    expect(buffer.pop()).toEqual([]);
  });

  it('does not wait live for a frame that is not due yet, and does in a replay', () => {
    for (const live of [true, false]) {
      const buffer = create();
      if (live) buffer.deadline(0);
      for (let at = 0; at <= 1700; at += 100) buffer.push('camera', at, `c${at}`);
      buffer.push('shelf', 1740, 's1740');
      buffer.watermark('shelf', 1800);
      expect(items(buffer.pop()).includes('s1740')).toBe(live);
      expect(buffer.push('camera', 1800, 'c1800')).toBe('queued');
      expect(items(buffer.pop()).at(-1)).toBe('c1800');
    }
  });

  it('loses at most one frame of a camera whose rate rises', () => {
    const buffer = create();
    buffer.deadline(0);
    for (let at = 0; at <= 4000; at += 200) buffer.push('camera', at, 'slow');
    buffer.watermark('shelf', 10_000);
    buffer.pop();
    const verdicts = Array.from({ length: 20 }, (_, k) => {
      const verdict = buffer.push('camera', 4100 + 100 * k, 'fast');
      buffer.pop();
      return verdict;
    });
    expect(verdicts).toEqual(['late', ...Array.from({ length: 19 }, () => 'queued')]);
  });

  it('gives one order however the sources interleave', () => {
    const said = ['a', 'b', 'c'].map((source, index) =>
      Array.from({ length: 40 }, (_, k) => ({ source, at: Math.floor((k * (30 + 7 * index)) / 3) + k })),
    );
    const expected = said.flat().sort((a, b) => a.at - b.at || (a.source < b.source ? -1 : 1));
    for (let seed = 1; seed <= 30; seed++) {
      const random = sequenceFrom(seed);
      const buffer = createReorderBuffer<string>(['a', 'b', 'c'], OPTIONS);
      const waiting = said.map((list) => [...list]);
      const out: { source: string; at: number }[] = [];
      while (waiting.some((list) => list.length > 0)) {
        const [next] = waiting[Math.floor(random() * 3)]!.splice(0, 1);
        if (next !== undefined) buffer.push(next.source, next.at, 'x');
        if (random() < 0.3) out.push(...buffer.pop());
      }
      for (const source of ['a', 'b', 'c']) buffer.end(source);
      out.push(...buffer.pop());
      expect(out.map(({ source, at }) => ({ source, at }))).toEqual(expected);
    }
  });

  it('goes on from what another one knew: what waits, what was heard, who has ended', () => {
    const sources = ['scale', 'camera', 'gone'];
    const options = { ...OPTIONS, patienceMs: () => 50, hasRate: (source: string) => source !== 'scale' };
    const first = createReorderBuffer<string>(sources, options);
    first.end('gone');
    for (const at of [10, 30, 40]) first.push('scale', at, `scale ${at}`);
    first.push('camera', 20, 'camera 20');
    first.deadline(60);
    expect(first.pop().map(({ item }) => item)).toEqual(['scale 10', 'camera 20']);
    const second = createReorderBuffer<string>(sources, options, JSON.parse(JSON.stringify(first.state())) as ReturnType<typeof first.state>);
    for (const buffer of [first, second]) {
      expect(buffer.horizon()).toBe(20);
      expect(buffer.push('scale', 30, 'again')).toBe('duplicate');
      expect(buffer.push('camera', 15, 'again')).toBe('duplicate');
      expect(buffer.push('scale', 35, 'scale 35')).toBe('queued');
      buffer.push('camera', 50, 'camera 50');
      expect(buffer.pop().map(({ item }) => item)).toEqual(['scale 30', 'scale 35', 'scale 40']);
    }
  });
});
