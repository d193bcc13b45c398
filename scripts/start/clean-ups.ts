/** What has to be undone, last thing first, whatever happened. */
export interface CleanUps {
  add(undo: () => unknown): void;
  /** Runs them once; later calls wait for the first. */
  run(): Promise<void>;
}

export function createCleanUps(): CleanUps {
  const undos: (() => unknown)[] = [];
  let running: Promise<void> | undefined;
  const runAll = async () => {
    for (const undo of undos.reverse()) await undo();
  };
  return { add: (undo) => void undos.push(undo), run: () => (running ??= runAll()) };
}
