export interface StageMeans {
  readonly frames: number;
  readonly seconds: number;
  /** Mean time of each stage, ms a frame. */
  readonly stageMs: Readonly<Record<string, number>>;
}

export interface StageMeter {
  /** Adds one frame's times, ms. */
  add(stageMs: Readonly<Record<string, number>>): void;
  /** Means since it was last asked, and from now on anew. */
  take(): StageMeans;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Means of what each stage of the way takes. @param now a clock, ms */
export function createStageMeter(now: () => number): StageMeter {
  let since = now();
  let frames = 0;
  let sums: Record<string, number> = {};
  return {
    add(stageMs) {
      frames++;
      for (const [stage, ms] of Object.entries(stageMs)) sums[stage] = (sums[stage] ?? 0) + ms;
    },
    take() {
      const means = Object.fromEntries(Object.entries(sums).map(([stage, sum]) => [stage, round(sum / frames)]));
      const result = { frames, seconds: (now() - since) / 1000, stageMs: means };
      since = now();
      frames = 0;
      sums = {};
      return result;
    },
  };
}
