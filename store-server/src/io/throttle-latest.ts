import type { Milliseconds } from '@walkout/contracts';

export interface Throttle<T> {
  (value: T): void;
  /** Drops what waits. */
  stop(): void;
}

/** Passes on at most one value an interval: the first at once, then the latest; what came last is never lost. */
export function throttleLatest<T>(intervalMs: Milliseconds, pass: (value: T) => void): Throttle<T> {
  let timer: NodeJS.Timeout | undefined;
  let waiting: { readonly value: T } | undefined;
  const open = (value: T) => {
    pass(value);
    timer = setTimeout(() => {
      timer = undefined;
      const next = waiting;
      waiting = undefined;
      if (next !== undefined) open(next.value);
    }, intervalMs);
  };
  const throttle = (value: T) => {
    if (timer === undefined) open(value);
    else waiting = { value };
  };
  return Object.assign(throttle, {
    stop() {
      clearTimeout(timer);
      timer = waiting = undefined;
    },
  });
}
