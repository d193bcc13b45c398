import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SuiteOutcome } from '../suite.ts';
import { measureDensity } from '../vision/stream-density.ts';
import type { Density } from '../vision/stream-density.ts';

export interface EdgeOptions {
  /** A video file. */
  readonly data: string;
  /** Without it the most that hold are looked for. */
  readonly streams: number | undefined;
  readonly fps: number;
  readonly seconds: number;
  readonly say: (text: string) => void;
}

/** Streams hold when the slowest has this share of its frames. */
const HELD_SHARE = 0.95;
const FIRST_TRY = 4;

/** The largest number that holds: doubled until one does not, then halved between. */
async function mostThatHold(holds: (streams: number) => Promise<boolean>): Promise<number> {
  let [most, tooMany] = [0, FIRST_TRY];
  while (await holds(tooMany)) [most, tooMany] = [tooMany, 2 * tooMany];
  while (tooMany - most > 1) {
    const middle = Math.floor((most + tooMany) / 2);
    if (await holds(middle)) most = middle;
    else tooMany = middle;
  }
  return most;
}

/**
 * How many cameras this machine can watch: edge nodes as in a store, a process each, decoding included.
 *
 * @throws DATA_MISSING
 */
export async function edgeSuite({ data, streams, fps, seconds, say }: EdgeOptions): Promise<SuiteOutcome> {
  const scratch = await mkdtemp(join(tmpdir(), 'bench-edge-'));
  const tried = new Map<number, Density>();
  const measure = async (count: number) => {
    const density = await measureDensity(count, { data, fps, seconds, scratch });
    say(`${count} streams: ${density.fpsAchieved.toFixed(2)} frames a second, processors ${(100 * density.cpuShare).toFixed(0)} % busy`);
    tried.set(count, density);
    return density.fpsAchieved >= HELD_SHARE * fps;
  };
  try {
    if (streams !== undefined) await measure(streams);
    const most = streams ?? (await mostThatHold(measure));
    // Where not even one holds, the fewest that were tried say by how much.
    const shown = tried.get(most) ?? tried.get(Math.min(...tried.keys()))!;
    const byCount = [...tried.values()].toSorted((a, b) => a.streams - b.streams);
    return {
      figures: { ...shown, streams: most },
      plots: [{ title: 'Frames a second of the slowest stream', units: ['streams', '1/s'], curves: [{ name: 'achieved', points: byCount.map((one) => [one.streams, one.fpsAchieved]) }] }],
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
