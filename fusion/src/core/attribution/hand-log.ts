import { add, KEYPOINT, normalise, scale, subtract } from '@walkout/contracts';
import type { EpochMs, FloorPoint, Metres, Milliseconds, Probability, StorePoint } from '@walkout/contracts';
import type { Person } from '../people/person.ts';

export interface Hand {
  readonly side: 'left' | 'right';
  /** The palm, store frame, metres. */
  readonly point: StorePoint;
  /** One standard deviation, metres. */
  readonly error: Metres;
  /** That it is where the cameras think it is. */
  readonly confidence: Probability;
}

/** A person with their hands, as they are now. */
export interface PersonWithHands {
  readonly person: Person;
  /** Hands seen of late, up to two; a hidden one is left out. */
  readonly hands: readonly Hand[];
}

/** Where one person was at one moment. */
export interface PersonSample {
  readonly at: EpochMs;
  readonly person: string;
  readonly position: FloorPoint;
  /** Hands seen of late, up to two; a hidden one is left out. */
  readonly hands: readonly Hand[];
}

/** Who was where, for as long as an event may ask. */
export interface HandLog {
  /** Notes everybody at a moment; moments must not go back. */
  record(at: EpochMs, people: readonly PersonWithHands[]): void;
  /** Samples of everybody who came near a place in the time from `from` to `to`, both included: all their samples of that time. */
  near(place: StorePoint, from: EpochMs, to: EpochMs): ReadonlyMap<string, readonly PersonSample[]>;
}

/** From the wrist to the middle of the palm (Drillis & Contini 1966: hand length 0.108 of the stature, half of it). */
const WRIST_TO_PALM: Metres = 0.09;
/** Nobody reaches from further away than this, errors of the cameras included. */
const NEAR: Metres = 2.5;
/** A joint that was not seen for longer says little about where a hand is now. */
const HAND_FRESH: Milliseconds = 250;

const ARMS = [
  { side: 'left', elbow: KEYPOINT.left_elbow, wrist: KEYPOINT.left_wrist },
  { side: 'right', elbow: KEYPOINT.right_elbow, wrist: KEYPOINT.right_wrist },
] as const;

/** The palms of a person: wrists drawn out along the forearms, where those are seen. */
export function handsOf(person: Person, at: EpochMs): Hand[] {
  return ARMS.flatMap((arm) => {
    const wrist = person.joints[arm.wrist];
    if (wrist === undefined || at - wrist.seenAt > HAND_FRESH) return [];
    const elbow = person.joints[arm.elbow];
    const forearm = elbow === undefined ? ([0, 0, 0] as const) : normalise(subtract(wrist.point, elbow.point));
    return [{ side: arm.side, point: add(wrist.point, scale(forearm, WRIST_TO_PALM)), error: wrist.error, confidence: wrist.confidence }];
  });
}

export const withHands = (people: readonly Person[], at: EpochMs): PersonWithHands[] => people.map((person) => ({ person, hands: handsOf(person, at) }));

/** How many of the first moments are before a time. */
function countBefore(moments: readonly { readonly at: EpochMs }[], isBefore: (at: EpochMs) => boolean): number {
  let [low, high] = [0, moments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(moments[middle]!.at)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param keepFor how far back {@link HandLog.near} can look, milliseconds */
export function createHandLog(keepFor: Milliseconds): HandLog {
  let moments: { at: EpochMs; samples: PersonSample[] }[] = [];
  return {
    record(at, people) {
      const samples = people.map(({ person: { id, position }, hands }) => ({ at, person: id, position, hands }));
      moments.push({ at, samples });
      // Dropping in bulk keeps the cost of a record constant on average.
      if (moments.length > 64 && moments[32]!.at < at - keepFor) moments = moments.filter((moment) => moment.at >= at - keepFor);
    },
    near([x, y], from, to) {
      const samples = moments.slice(countBefore(moments, (at) => at < from), countBefore(moments, (at) => at <= to)).flatMap((moment) => moment.samples);
      const found = new Map<string, PersonSample[]>();
      for (const { person, position } of samples) if (Math.hypot(position[0] - x, position[1] - y) < NEAR) found.set(person, []);
      for (const sample of samples) found.get(sample.person)?.push(sample);
      return found;
    },
  };
}
