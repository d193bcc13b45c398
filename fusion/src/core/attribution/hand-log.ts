import { add, KEYPOINT, normalise, scale, subtract } from '@walkout/contracts';
import type { EpochMs, FloorPoint, Metres, Milliseconds, Probability, StorePoint } from '@walkout/contracts';
import type { Person } from '../people/person.ts';

export interface Hand {
  /** The palm, store frame, metres. */
  readonly point: StorePoint;
  /** One standard deviation, metres. */
  readonly error: Metres;
  /** That it is where the cameras think it is. */
  readonly confidence: Probability;
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
  record(at: EpochMs, people: readonly Person[]): void;
  /** Samples of each person from `from` to `to`, both included. */
  between(from: EpochMs, to: EpochMs): ReadonlyMap<string, readonly PersonSample[]>;
}

/** From the wrist to the middle of the palm (Drillis & Contini 1966: hand length 0.108 of the stature, half of it). */
const WRIST_TO_PALM: Metres = 0.09;
/** A joint that was not seen for longer says little about where a hand is now. */
const HAND_FRESH: Milliseconds = 250;

const ARMS = [
  { elbow: KEYPOINT.left_elbow, wrist: KEYPOINT.left_wrist },
  { elbow: KEYPOINT.right_elbow, wrist: KEYPOINT.right_wrist },
] as const;

/** The palms of a person: wrists drawn out along the forearms, where those are seen. */
export function handsOf(person: Person, at: EpochMs): Hand[] {
  return ARMS.flatMap((arm) => {
    const wrist = person.joints[arm.wrist];
    if (wrist === undefined || at - wrist.seenAt > HAND_FRESH) return [];
    const elbow = person.joints[arm.elbow];
    const forearm = elbow === undefined ? ([0, 0, 0] as const) : normalise(subtract(wrist.point, elbow.point));
    return [{ point: add(wrist.point, scale(forearm, WRIST_TO_PALM)), error: wrist.error, confidence: wrist.confidence }];
  });
}

/** @param keepFor how far back {@link HandLog.between} can look, milliseconds */
export function createHandLog(keepFor: Milliseconds): HandLog {
  let moments: { at: EpochMs; samples: PersonSample[] }[] = [];
  return {
    record(at, people) {
      const samples = people.map((person) => ({ at, person: person.id, position: person.position, hands: handsOf(person, at) }));
      moments.push({ at, samples });
      // Dropping in bulk keeps the cost of a record constant on average.
      if (moments.length > 64 && moments[32]!.at < at - keepFor) moments = moments.filter((moment) => moment.at >= at - keepFor);
    },
    between(from, to) {
      const found = new Map<string, PersonSample[]>();
      for (const moment of moments) {
        if (moment.at < from || moment.at > to) continue;
        for (const sample of moment.samples) {
          const list = found.get(sample.person);
          if (list === undefined) found.set(sample.person, [sample]);
          else list.push(sample);
        }
      }
      return found;
    },
  };
}
