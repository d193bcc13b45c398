import { distance, KEYPOINT } from '@walkout/contracts';
import type { EpochMs, Metres, Milliseconds, Plate, StoreLayout, StorePoint } from '@walkout/contracts';
import type { Person } from '../people/person.ts';
import type { Hand, PersonWithHands } from './hand-log.ts';

/** Something that hands did away from the shelves: of one person to another, or of one at the floor. */
export type HandAct =
  | {
      readonly kind: 'meeting';
      readonly at: EpochMs;
      readonly place: StorePoint;
      /** Whose hand was held out first. */
      readonly giver: string;
      readonly taker: string;
    }
  | { readonly kind: 'floor'; readonly at: EpochMs; readonly place: StorePoint; readonly person: string };

/** Watches hands meet, and hands at the floor. */
export interface HandActWatch {
  /** Everybody at a moment, in order of time. Returns the acts that have just become clear. */
  observe(at: EpochMs, people: readonly PersonWithHands[]): HandAct[];
}

/** Two who pass something on stand face to face, this far apart: further than in a crowd, and nearer than strangers do otherwise. */
const APART: readonly [Metres, Metres] = [0.5, 1];
/** Cosine of how far either may be turned away from the other. */
const FACING = 0.6;
/** Palms that come this near to each other between them pass something on: a pack, and how far off cameras are. */
const TOUCH: Metres = 0.3;
/** A hand held out to somebody is this far from its owner's middle on the way to them, and not hanging. */
const HELD_OUT: Metres = 0.18;
const HANGING: Metres = 0.8;
/** Who hands something over, or stoops, stands; metres a second. */
const STANDING = 0.6;
/** Cameras must be this sure of a hand at the floor: a wrong pose puts hands anywhere. */
const SURE = 0.35;
/** The shoulders of who puts something on the floor come down to this. */
const STOOPED: Metres = 0.95;
/** Nearer to goods than this a hand is at the shelf. */
const AT_SHELF: Metres = 0.3;
/** A palm lower than this is at the floor: half a pack, and the cameras' error. */
const AT_FLOOR: Metres = 0.25;
/** Shorter meetings are hands that pass, and shorter stays at the floor wrong poses. */
const MEETS: Milliseconds = 100;
const STAYS_DOWN: Milliseconds = 300;
/** The same two hands, or the same hand at the floor, are one act for so long. */
const ONE_ACT: Milliseconds = 3000;
/** How long a hand rests where it is held out before it counts as waiting there. */
const WAITS_WITHIN: Metres = 0.15;

interface Ongoing {
  readonly since: EpochMs;
  lastAt: EpochMs;
  told: boolean;
}

/** Where a person's hand has been resting, and since when. */
interface Rest {
  point: StorePoint;
  since: EpochMs;
}

const isStanding = ({ velocity: [x, y] }: Person): boolean => x * x + y * y < STANDING * STANDING;

/** Cosine between where somebody's chest points and the way to another; `undefined` while their shoulders are unseen. */
function turnedTo(person: Person, to: Person): number | undefined {
  const { position } = person;
  const left = person.joint(KEYPOINT.left_shoulder)?.point;
  const right = person.joint(KEYPOINT.right_shoulder)?.point;
  if (left === undefined || right === undefined) return undefined;
  // From the right shoulder to the left, turned clockwise: forwards.
  const [fx, fy] = [left[1] - right[1], right[0] - left[0]];
  const [dx, dy] = [to.position[0] - position[0], to.position[1] - position[1]];
  return (fx * dx + fy * dy) / (Math.hypot(fx, fy) * Math.hypot(dx, dy));
}

function areFaceToFace(a: Person, b: Person): boolean {
  const apart = Math.hypot(a.position[0] - b.position[0], a.position[1] - b.position[1]);
  return apart > APART[0] && apart < APART[1] && (turnedTo(a, b) ?? 0) > FACING && (turnedTo(b, a) ?? 0) > FACING;
}

/** Those who stand near enough to each other to pass something on, in the order of the list. From west to east, so that each is compared only with those next to it. */
function nearPairs(standing: readonly { readonly one: PersonWithHands; readonly index: number }[]): (readonly [PersonWithHands, PersonWithHands])[] {
  const eastward = [...standing].sort((a, b) => a.one.person.position[0] - b.one.person.position[0]);
  const pairs: { readonly first: number; readonly second: number; readonly pair: readonly [PersonWithHands, PersonWithHands] }[] = [];
  for (let west = 0; west < eastward.length; west++) {
    const a = eastward[west]!;
    const [x, y] = a.one.person.position;
    for (let east = west + 1; east < eastward.length; east++) {
      const b = eastward[east]!;
      const { position } = b.one.person;
      if (position[0] - x >= APART[1]) break;
      if (Math.abs(position[1] - y) >= APART[1]) continue;
      const [first, second] = a.index < b.index ? [a, b] : [b, a];
      pairs.push({ first: first.index, second: second.index, pair: [first.one, second.one] });
    }
  }
  return pairs.sort((p, q) => p.first - q.first || p.second - q.second).map(({ pair }) => pair);
}

const NOWHERE: readonly Rest[] = [];
const restAt = (rests: readonly Rest[], point: StorePoint): Rest | undefined => rests.find((rest) => distance(rest.point, point) < WAITS_WITHIN);

function distanceToPlate([x, y, z]: StorePoint, { centre, width, depth }: Plate, facing: number): Metres {
  const [dx, dy] = [x - centre[0], y - centre[1]];
  const across = Math.max(0, Math.abs(dx * Math.cos(facing) + dy * Math.sin(facing)) - depth / 2);
  const along = Math.max(0, Math.abs(-dx * Math.sin(facing) + dy * Math.cos(facing)) - width / 2);
  return Math.hypot(across, along, Math.max(0, centre[2] - z, z - centre[2] - AT_SHELF));
}

export function createHandActWatch(layout: StoreLayout): HandActWatch {
  const ongoing = new Map<string, Ongoing>();
  let rests = new Map<string, readonly Rest[]>();

  const isAtShelf = (point: StorePoint): boolean =>
    layout.shelves.some(({ plates, facing }) => plates.some((plate) => distanceToPlate(point, plate, facing) < AT_SHELF));
  const isHeldOut = ({ position }: Person, { point }: Hand, to: Person): boolean => {
    const [dx, dy] = [to.position[0] - position[0], to.position[1] - position[1]];
    return ((point[0] - position[0]) * dx + (point[1] - position[1]) * dy) / Math.hypot(dx, dy) > HELD_OUT && point[2] > HANGING;
  };
  const isStooped = (person: Person): boolean =>
    [KEYPOINT.left_shoulder, KEYPOINT.right_shoulder].some((shoulder) => (person.joint(shoulder)?.point[2] ?? Infinity) < STOOPED);

  /** Whether something goes on for long enough, said once. */
  function hasLasted(key: string, at: EpochMs, lasts: Milliseconds): boolean {
    const known = ongoing.get(key);
    if (known === undefined || at - known.lastAt > ONE_ACT) {
      ongoing.set(key, { since: at, lastAt: at, told: false });
      return false;
    }
    const before = known.lastAt;
    known.lastAt = at;
    if (known.told || at - known.since < lasts || at - before > STAYS_DOWN) return false;
    known.told = true;
    return true;
  }

  function followRests(at: EpochMs, people: readonly PersonWithHands[]): void {
    const before = rests;
    rests = new Map();
    for (const { person, hands } of people) {
      const known = before.get(person.id) ?? NOWHERE;
      rests.set(person.id, hands.map(({ point }) => restAt(known, point) ?? { point, since: at }));
    }
  }

  const waitingSince = (person: string, place: StorePoint): EpochMs =>
    Math.min(Infinity, ...(rests.get(person) ?? []).filter(({ point }) => distance(point, place) < TOUCH).map(({ since }) => since));

  /** What hands of two who stand face to face do. */
  function meeting(at: EpochMs, one: PersonWithHands, other: PersonWithHands): HandAct[] {
    const [a, b] = [one.person, other.person];
    if (!areFaceToFace(a, b)) return [];
    const pairs = one.hands.flatMap((hand) => other.hands.map((its) => ({ hand, its, apart: distance(hand.point, its.point) })));
    const nearest = pairs.sort((x, y) => x.apart - y.apart)[0];
    if (nearest === undefined || nearest.apart > TOUCH || !isHeldOut(a, nearest.hand, b) || !isHeldOut(b, nearest.its, a)) return [];
    const [p, q] = [nearest.hand.point, nearest.its.point];
    const place: StorePoint = [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2, (p[2] + q[2]) / 2];
    if (isAtShelf(place) || !hasLasted(`${a.id} ${b.id}`, at, MEETS)) return [];
    const [giver, taker] = waitingSince(a.id, place) <= waitingSince(b.id, place) ? [a.id, b.id] : [b.id, a.id];
    return [{ kind: 'meeting', at, place, giver, taker }];
  }

  function meetings(at: EpochMs, all: readonly PersonWithHands[]): HandAct[] {
    const standing: { readonly one: PersonWithHands; readonly index: number }[] = [];
    for (const [index, one] of all.entries()) if (one.hands.length > 0 && isStanding(one.person)) standing.push({ one, index });
    return nearPairs(standing).flatMap(([one, other]) => meeting(at, one, other));
  }

  return {
    observe(at, people) {
      followRests(at, people);
      const onFloor = people.flatMap(({ person, hands }): HandAct[] => {
        const low = hands.find(({ point, confidence }) => point[2] < AT_FLOOR && confidence > SURE && !isAtShelf(point));
        return low !== undefined && isStanding(person) && isStooped(person) && hasLasted(person.id, at, STAYS_DOWN) ? [{ kind: 'floor', at, place: low.point, person: person.id }] : [];
      });
      return [...meetings(at, people), ...onFloor];
    },
  };
}
