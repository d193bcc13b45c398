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
  const hands: Hand[] = [];
  for (const { side, elbow, wrist } of ARMS) {
    const end = person.joint(wrist);
    if (end === undefined || at - end.seenAt > HAND_FRESH) continue;
    const from = person.joint(elbow);
    const point = from === undefined ? end.point : add(end.point, scale(normalise(subtract(end.point, from.point)), WRIST_TO_PALM));
    hands.push({ side, point, error: end.error, confidence: end.confidence });
  }
  return hands;
}

export const withHands = (people: readonly Person[], at: EpochMs): PersonWithHands[] => people.map((person) => ({ person, hands: handsOf(person, at) }));

/** A sample in numbers: moment, place on the floor, then point (a hidden hand: NaN), error and confidence of each hand. */
const SAMPLE_SIZE = 13;
const HAND_SIZE = 5;
const FIRST_HAND = 3;
/** So many samples are kept, and let go, together. */
const BLOCK = 1024;

/** Samples in the order in which they were noted, side by side, for there are thousands a second and they stay for long. */
interface Block {
  readonly numbers: Float64Array;
  readonly people: string[];
  count: number;
}

/** How many of a block's first samples are before a time. */
function countBefore({ numbers, count }: Block, isBefore: (at: EpochMs) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(numbers[middle * SAMPLE_SIZE]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function writeInto({ numbers, people }: Block, index: number, { at, person: { person, hands } }: { at: EpochMs; person: PersonWithHands }): void {
  const start = index * SAMPLE_SIZE;
  people[index] = person.id;
  numbers.fill(NaN, start + FIRST_HAND, start + SAMPLE_SIZE);
  numbers[start] = at;
  numbers[start + 1] = person.position[0];
  numbers[start + 2] = person.position[1];
  for (const { side, point, error, confidence } of hands) {
    const place = start + FIRST_HAND + (side === 'left' ? 0 : HAND_SIZE);
    for (let axis = 0; axis < 3; axis++) numbers[place + axis] = point[axis]!;
    numbers[place + 3] = error;
    numbers[place + 4] = confidence;
  }
}

function readSample({ numbers, people }: Block, index: number): PersonSample {
  const start = index * SAMPLE_SIZE;
  const hands = ARMS.flatMap(({ side }, arm): Hand[] => {
    const [x, y, z, error, confidence] = numbers.subarray(start + FIRST_HAND + arm * HAND_SIZE) as unknown as [number, number, number, number, number];
    return Number.isNaN(x) ? [] : [{ side, point: [x, y, z], error, confidence }];
  });
  return { at: numbers[start]!, person: people[index]!, position: [numbers[start + 1]!, numbers[start + 2]!], hands };
}

/** @param keepFor how far back {@link HandLog.near} can look, milliseconds */
export function createHandLog(keepFor: Milliseconds): HandLog {
  /** The oldest first. */
  const blocks: Block[] = [];

  /** Room for one more sample: in the last block, else in one that nobody asks about any more, else in a new one. */
  function roomAt(at: EpochMs): Block {
    const last = blocks.at(-1);
    if (last !== undefined && last.count < BLOCK) return last;
    const oldest = blocks[0];
    const isPast = oldest !== undefined && oldest.numbers[(BLOCK - 1) * SAMPLE_SIZE]! < at - keepFor;
    const block = isPast ? blocks.shift()! : { numbers: new Float64Array(BLOCK * SAMPLE_SIZE), people: [], count: 0 };
    block.count = 0;
    blocks.push(block);
    return block;
  }

  /** Every sample of a time, in order. */
  function* between(from: EpochMs, to: EpochMs): Generator<readonly [Block, number]> {
    for (const block of blocks) {
      const end = countBefore(block, (at) => at <= to);
      for (let index = countBefore(block, (at) => at < from); index < end; index++) yield [block, index];
    }
  }

  return {
    record(at, people) {
      for (const person of people) {
        const block = roomAt(at);
        writeInto(block, block.count++, { at, person });
      }
    },
    near([x, y], from, to) {
      const found = new Map<string, PersonSample[]>();
      for (const [{ numbers, people }, index] of between(from, to)) {
        const start = index * SAMPLE_SIZE;
        if (Math.hypot(numbers[start + 1]! - x, numbers[start + 2]! - y) < NEAR) found.set(people[index]!, []);
      }
      if (found.size > 0) for (const [block, index] of between(from, to)) found.get(block.people[index]!)?.push(readSample(block, index));
      return found;
    },
  };
}
