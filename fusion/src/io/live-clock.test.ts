import { describe, expect, it } from 'vitest';
import { createLiveClock, TICK } from './live-clock.ts';

describe('the live clock', () => {
  it('blames nobody before somebody has spoken, or without a broker', () => {
    const clock = createLiveClock();
    clock.connected(0);
    expect(clock.tick(10_000)).toBeUndefined();
    clock.heard(9_990, 10_000);
    expect(clock.tick(10_000)).toBe(9_990);
    clock.lost();
    expect(clock.tick(10_050)).toBeUndefined();
  });

  it('gives sensors time to find a broker that came back', () => {
    const clock = createLiveClock();
    clock.connected(0);
    clock.heard(1_000, 1_000);
    expect(clock.tick(1_999)).toBeUndefined();
    expect(clock.tick(2_000)).toBe(2_000);
  });

  it('stands at what was heard while a backlog comes in, and runs on from there in silence', () => {
    const clock = createLiveClock();
    clock.connected(0);
    clock.heard(50_000, 60_000);
    expect(clock.tick(60_000)).toBe(50_000);
    clock.heard(50_100, 60_010);
    expect(clock.tick(60_050)).toBe(50_100);
    expect(clock.tick(60_100)).toBe(50_190);
  });

  it('is never ahead of wall time, whatever a sensor says', () => {
    const clock = createLiveClock();
    clock.connected(0);
    clock.heard(9_999_999, 5_000);
    expect(clock.tick(5_000)).toBe(5_000);
  });

  it('does not jump when the process was held up', () => {
    const clock = createLiveClock();
    clock.connected(0);
    clock.heard(5_000, 5_000);
    expect(clock.tick(5_000)).toBe(5_000);
    expect(clock.tick(9_000)).toBe(5_000 + 2 * TICK);
    expect(clock.tick(9_050)).toBe(5_000 + 4 * TICK);
  });
});
