import type { EpochMs, Probability, StoreLayout, StorePoint } from '@walkout/contracts';
import { createShelfSense } from './at-shelf.ts';
import type { PersonWithHands } from './hand-log.ts';
import { createMeetingWatch } from './meeting-watch.ts';
import { createStoopWatch } from './stoop-watch.ts';

/** Two stood face to face, and their hands met or may have. */
export interface Meeting {
  readonly kind: 'meeting';
  /** When hands were nearest to each other. */
  readonly at: EpochMs;
  /** Who held a hand out first, and the other. */
  readonly giver: string;
  readonly taker: string;
  /** That something was passed on. */
  readonly passed: Probability;
}

/** A hand was at the floor. */
export interface Stoop {
  readonly kind: 'floor';
  readonly at: EpochMs;
  readonly place: StorePoint;
  readonly person: string;
}

/** Something that hands did away from the shelves: of one person to another, or of one at the floor. */
export type HandAct = Meeting | Stoop;

/** Watches hands meet, and hands at the floor. */
export interface HandActWatch {
  /** Everybody at a moment, in order of time. Returns the acts that have just become clear. */
  observe(at: EpochMs, people: readonly PersonWithHands[]): HandAct[];
}

export function createHandActWatch(layout: StoreLayout): HandActWatch {
  const isAtShelf = createShelfSense(layout);
  const meetings = createMeetingWatch(isAtShelf);
  const stoops = createStoopWatch(isAtShelf);
  return { observe: (at, people) => [...meetings.observe(at, people), ...stoops.observe(at, people)] };
}
