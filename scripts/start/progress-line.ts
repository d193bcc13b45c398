import type { Milliseconds } from '@walkout/contracts';

/** A line at the bottom of a terminal that is overwritten, below what is said for good. */
export interface ProgressLine {
  show(text: string): void;
  /** Says something that stays. */
  say(text: string): void;
  /** Lets something else write, out of the line's way. */
  aside(write: () => void): void;
  clear(): void;
}

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Into a log, where lines cannot be overwritten, progress is written less often. */
const PLAIN_EVERY: Milliseconds = 5_000;
const CLEAR = '\r\x1b[K';

export function createProgressLine(output: Output): ProgressLine {
  let [shown, writtenAt] = ['', -Infinity];
  const clear = () => {
    if (output.isTTY && shown !== '') output.write(CLEAR);
  };
  const aside = (write: () => void) => {
    clear();
    write();
    if (output.isTTY) output.write(shown);
  };
  return {
    aside,
    say: (text) => aside(() => output.write(`${text}\n`)),
    show(text) {
      if (output.isTTY) output.write(`${CLEAR}${(shown = text)}`);
      else if (performance.now() - writtenAt >= PLAIN_EVERY) {
        writtenAt = performance.now();
        output.write(`${text}\n`);
      }
    },
    clear() {
      clear();
      shown = '';
    },
  };
}
