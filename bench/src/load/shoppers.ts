import type { FloorPoint, Metres, Radians } from '@walkout/contracts';
import { ENTRY_LANE, EXIT_LANE } from './load-store.ts';
import type { LoadStore } from './load-store.ts';

/** Somebody at one moment. */
export interface Stance {
  readonly position: FloorPoint;
  readonly heading: Radians;
  /** In [-1, 1], how far the legs are apart. */
  readonly stride: number;
}

const WALKING = 1.2;
const STROLLING = 0.5;
const STEP_RATE = 0.9;
/** A shopper stays on their plot for this long and comes again after this long, seconds. */
const STAY_SECONDS = 120;
const AWAY_SECONDS = 6;
/** Where shoppers are before they come in and after they have left. */
const OUTSIDE: Metres = 0.6;

/** One shopper's round: in by the column's lane, around their plot, out again, and anew. */
export interface Round {
  /** `undefined` while away. */
  at(seconds: number): Stance | undefined;
  /** Moments of going in and out within a span. */
  passages(from: number, to: number): { readonly at: number; readonly direction: 'in' | 'out'; readonly visit: number }[];
}

/** The round of shopper `index`; rounds of one column start one after another. */
export function roundOf({ columns, rows, plot }: LoadStore, index: number): Round {
  const [column, row] = [index % columns, Math.floor(index / columns)];
  const lane = column * plot + plot / 2;
  const centre: FloorPoint = [lane, (row + 0.5) * plot];
  const radius = 0.3 * plot;
  const way = centre[1] - radius + OUTSIDE;
  const walk = way / WALKING;
  const cycle = 2 * walk + STAY_SECONDS + AWAY_SECONDS;
  const offset = (row / rows) * cycle + (column / columns) * (cycle / rows);
  const stance = (position: FloorPoint, heading: Radians, [seconds, pace]: readonly [number, number]): Stance =>
    ({ position, heading, stride: Math.sin(2 * Math.PI * STEP_RATE * seconds + index) * Math.min(1, pace) });
  const inLane = (aside: Metres, along: Metres): FloorPoint => {
    // The lanes lead to the point of the circle nearest to the doors.
    const rest = Math.min(1, (way - along) / 1);
    return [lane + aside * Math.max(0, rest), along - OUTSIDE];
  };
  return {
    at(seconds) {
      const phase = (((seconds + offset) % cycle) + cycle) % cycle;
      if (phase < walk) return stance(inLane(ENTRY_LANE, phase * WALKING), Math.PI / 2, [seconds, WALKING]);
      const stayed = phase - walk;
      if (stayed < STAY_SECONDS) {
        // A whole number of rounds, so that it ends where it began.
        const turns = Math.max(1, Math.round((STAY_SECONDS * STROLLING) / (2 * Math.PI * radius)));
        const angle = (2 * Math.PI * turns * stayed) / STAY_SECONDS - Math.PI / 2;
        return stance([centre[0] + radius * Math.cos(angle), centre[1] + radius * Math.sin(angle)], angle + Math.PI / 2, [seconds, STROLLING]);
      }
      const left = stayed - STAY_SECONDS;
      return left < walk ? stance(inLane(EXIT_LANE, way - left * WALKING), -Math.PI / 2, [seconds, WALKING]) : undefined;
    },
    passages(from, to) {
      const doors = [
        { direction: 'in' as const, phase: OUTSIDE / WALKING },
        { direction: 'out' as const, phase: walk + STAY_SECONDS + walk - OUTSIDE / WALKING },
      ];
      return doors.flatMap(({ direction, phase }) => {
        const found: { at: number; direction: 'in' | 'out'; visit: number }[] = [];
        for (let visit = Math.ceil((from + offset - phase) / cycle); visit * cycle + phase - offset < to; visit++) found.push({ at: visit * cycle + phase - offset, direction, visit });
        return found;
      });
    },
  };
}
