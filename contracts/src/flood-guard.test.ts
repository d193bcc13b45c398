import { describe, expect, it } from 'vitest';
import { createFloodGuard } from './flood-guard.ts';
import { BYTES_OF_ONE_MESSAGE, MOST_MESSAGES_A_SECOND, MOST_MESSAGES_AT_ONCE } from './limits.ts';

const SMALL = 500;

/** How many of so many messages are heard, said one after another. */
function heard(guard: ReturnType<typeof createFloodGuard>, topic: string, { count, from = 0, everyMs = 0, bytes = SMALL }: { count: number; from?: number; everyMs?: number; bytes?: number }): number {
  return Array.from({ length: count }, (_, index) => guard.admits(topic, bytes, from + index * everyMs)).filter(Boolean).length;
}

describe('the guard against floods', () => {
  it('hears an honest sensor for ever', () => {
    const guard = createFloodGuard();
    expect(heard(guard, 'a', { count: 200_000, everyMs: 1000 / 60 })).toBe(200_000);
    expect(guard.flooding(1e7)).toEqual([]);
  });
  it('hears what has waited, and of a flood no more than the rate', () => {
    const guard = createFloodGuard();
    expect(heard(guard, 'a', { count: MOST_MESSAGES_AT_ONCE })).toBe(MOST_MESSAGES_AT_ONCE);
    // A second of 10,000 messages, the first at its beginning.
    expect(heard(guard, 'a', { count: 10_000, everyMs: 0.1 })).toBe(MOST_MESSAGES_A_SECOND - 1);
  });
  it('counts a large message for several', () => {
    const guard = createFloodGuard();
    const count = MOST_MESSAGES_AT_ONCE / 50;
    expect(heard(guard, 'a', { count: 2 * count, bytes: 50 * BYTES_OF_ONE_MESSAGE })).toBe(count);
    expect(guard.admits('a', 0, 0)).toBe(false);
  });
  it('drops nobody for what another says, and names who floods until a while after', () => {
    const guard = createFloodGuard();
    heard(guard, 'camera/a', { count: MOST_MESSAGES_AT_ONCE + 1 });
    expect(guard.admits('camera/b', SMALL, 0)).toBe(true);
    expect(guard.flooding(10_000)).toEqual(['camera/a']);
    expect(guard.flooding(10_001)).toEqual([]);
  });
  it('takes a clock that goes back for one that stands still', () => {
    const guard = createFloodGuard();
    heard(guard, 'a', { count: MOST_MESSAGES_AT_ONCE, from: 1_000 });
    expect(guard.admits('a', SMALL, 0)).toBe(false);
    expect(guard.admits('a', SMALL, 1_009)).toBe(false);
    expect(guard.admits('a', SMALL, 1_010)).toBe(true);
  });
});
