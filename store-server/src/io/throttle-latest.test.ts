import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { throttleLatest } from './throttle-latest.ts';

describe('throttle', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('passes the first at once and the latest after the interval', () => {
    const passed: number[] = [];
    const throttle = throttleLatest<number>(200, (value) => passed.push(value));
    for (const value of [1, 2, 3]) throttle(value);
    expect(passed).toEqual([1]);
    vi.advanceTimersByTime(200);
    expect(passed).toEqual([1, 3]);
    throttle(4);
    expect(passed).toEqual([1, 3]);
    vi.advanceTimersByTime(1000);
    throttle(5);
    expect(passed).toEqual([1, 3, 4, 5]);
  });

  it('says nothing after it was stopped', () => {
    const passed: number[] = [];
    const throttle = throttleLatest<number>(200, (value) => passed.push(value));
    for (const value of [1, 2]) throttle(value);
    throttle.stop();
    vi.advanceTimersByTime(1000);
    expect(passed).toEqual([1]);
  });
});
