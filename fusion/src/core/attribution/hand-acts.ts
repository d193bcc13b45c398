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

const isStanding = ({ velocity }: Person): boolean => Math.hypot(...velocity) < STANDING;

/** Cosine between where somebody's chest points and the way to another; `undefined` while their shoulders are unseen. */
function turnedTo({ joints, position }: Person, to: Person): number | undefined {
  const [left, right] = [joints[KEYPOINT.left_shoulder]?.point, joints[KEYPOINT.right_shoulder]?.point];
  if (left === undefined || right === undefined) return undefined;
  // From the right shoulder to the left, turned clockwise: forwards.
  const [fx, fy] = [left[1] - right[1], right[0] - left[0]];
  const [dx, dy] = [to.position[0] - position[0], to.position[1] - position[1]];
  return (fx * dx + fy * dy) / (Math.hypot(fx, fy) * Math.hypot(dx, dy));
}

function areFaceToFace(a: Person, b: Person): boolean {
  const apart = Math.hypot(a.position[0] - b.position[0], a.position[1] - b.position[1]);
  return apart > APART[0] && apart < APART[1] && isStanding(a) && isStanding(b) && (turnedTo(a, b) ?? 0) > FACING && (turnedTo(b, a) ?? 0) > FACING;
}

function distanceToPlate([x, y, z]: StorePoint, { centre, width, depth }: Plate, facing: number): Metres {
  const [dx, dy] = [x - centre[0], y - centre[1]];
  const across = Math.max(0, Math.abs(dx * Math.cos(facing) + dy * Math.sin(facing)) - depth / 2);
  const along = Math.max(0, Math.abs(-dx * Math.sin(facing) + dy * Math.cos(facing)) - width / 2);
  return Math.hypot(across, along, Math.max(0, centre[2] - z, z - centre[2] - AT_SHELF));
}

export function createHandActWatch(layout: StoreLayout): HandActWatch {
  const ongoing = new Map<string, Ongoing>();
  const rests = new Map<string, Rest[]>();

  const isAtShelf = (point: StorePoint): boolean =>
    layout.shelves.some(({ plates, facing }) => plates.some((plate) => distanceToPlate(point, plate, facing) < AT_SHELF));
  const isHeldOut = ({ position }: Person, { point }: Hand, to: Person): boolean => {
    const [dx, dy] = [to.position[0] - position[0], to.position[1] - position[1]];
    return ((point[0] - position[0]) * dx + (point[1] - position[1]) * dy) / Math.hypot(dx, dy) > HELD_OUT && point[2] > HANGING;
  };
  const isStooped = ({ joints }: Person): boolean =>
    [KEYPOINT.left_shoulder, KEYPOINT.right_shoulder].some((shoulder) => (joints[shoulder]?.point[2] ?? Infinity) < STOOPED);

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
    for (const { person, hands } of people) {
      const before = rests.get(person.id) ?? [];
      rests.set(person.id, hands.map(({ point }) => before.find((rest) => distance(rest.point, point) < WAITS_WITHIN) ?? { point, since: at }));
    }
  }

  const waitingSince = (person: string, place: StorePoint): EpochMs =>
    Math.min(Infinity, ...(rests.get(person) ?? []).filter(({ point }) => distance(point, place) < TOUCH).map(({ since }) => since));

  function meetings(at: EpochMs, all: readonly PersonWithHands[]): HandAct[] {
    return all.flatMap((one, i) => all.slice(i + 1).flatMap((other): HandAct[] => {
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
    }));
  }

  return {
    observe(at, people) {
      followRests(at, people);
      const onFloor = people.flatMap(({ person, hands }): HandAct[] => {
        const low = hands.find(({ point, confidence }) => point[2] < AT_FLOOR && confidence > SURE && !isAtShelf(point));
        return low !== undefined && isStanding(person) && isStooped(person) && hasLasted(person.id, at, STAYS_DOWN) ? [{ kind: 'floor', at, place: low.point, person: person.id }] : [];
      });
      for (const id of rests.keys()) if (!people.some(({ person }) => person.id === id)) rests.delete(id);
      return [...meetings(at, people), ...onFloor];
    },
  };
}
