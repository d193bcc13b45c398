import type { EpochMs, Milliseconds, Positions } from '@walkout/contracts';

/** Where one person went: time and place on the floor, m. */
export interface FloorPath {
  readonly person: string;
  readonly visit?: string;
  readonly points: readonly (readonly [at: EpochMs, x: number, y: number])[];
}

const STEP_MS: Milliseconds = 150;
const KEPT_MS: Milliseconds = 90_000;

/** The last minute and a half of everybody's places: events are told of seconds after they were. */
export function createPositionLog() {
  let log: Positions[] = [];
  return {
    add(positions: Positions): void {
      const last = log.at(-1);
      if (last !== undefined && positions.capturedAt - last.capturedAt < STEP_MS) return;
      log.push(positions);
      if (positions.capturedAt - log[0]!.capturedAt > 2 * KEPT_MS) log = log.filter(({ capturedAt }) => positions.capturedAt - capturedAt <= KEPT_MS);
    },
    /** Paths of some people between two times. */
    paths(people: ReadonlySet<string>, from: EpochMs, to: EpochMs): FloorPath[] {
      const found = new Map<string, { person: string; visit?: string; points: [EpochMs, number, number][] }>();
      for (const { capturedAt, positions } of log) {
        if (capturedAt < from || capturedAt > to) continue;
        for (const { person, visit, position } of positions) {
          if (!people.has(person)) continue;
          const path = found.get(person) ?? { person, points: [] };
          if (visit !== undefined) path.visit = visit;
          path.points.push([capturedAt, position[0], position[1]]);
          found.set(person, path);
        }
      }
      return [...found.values()];
    },
  };
}
