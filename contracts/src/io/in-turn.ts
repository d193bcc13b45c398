/** Work that is done in the order in which it was asked for. */
export interface Turns {
  /** At once, where nothing is under way: what has not to wait for anything costs no promise. */
  take(work: () => void | Promise<void>): void;
  /** When all that was asked for so far is done; `undefined`: it is. */
  done(): Promise<void> | undefined;
}

/** @param after nothing is done before; work does not throw */
export function createTurns(after?: Promise<void>): Turns {
  let last: Promise<void> | undefined;
  function wait(promise: Promise<void>): void {
    const ours = promise.then(() => {
      if (last === ours) last = undefined;
    });
    last = ours;
  }
  if (after !== undefined) wait(after);
  return {
    take(work) {
      const begun = last === undefined ? work() : last.then(work);
      if (begun !== undefined) wait(begun);
    },
    done: () => last,
  };
}
