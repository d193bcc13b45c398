import { useEffect, useState } from 'preact/hooks';

/** A value that outlives the components that show it. */
export interface Signal<T> {
  readonly value: T;
  set(value: T): void;
  listen(listener: (value: T) => void): () => void;
}

export function signal<T>(initial: T): Signal<T> {
  let value = initial;
  const listeners = new Set<(value: T) => void>();
  return {
    get value() {
      return value;
    },
    set(next) {
      value = next;
      for (const listener of listeners) listener(next);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export function useSignal<T>(source: Signal<T>): T {
  const [value, setValue] = useState(source.value);
  useEffect(() => source.listen(setValue), [source]);
  return value;
}
