import { KEYPOINT } from '@walkout/contracts';
import type { EpochMs, Metres, Milliseconds, StorePoint } from '@walkout/contracts';
import { isStanding } from '../people/person.ts';
import type { Person } from '../people/person.ts';
import type { Stoop } from './hand-acts.ts';
import type { PersonWithHands } from './hand-log.ts';

/** Cameras must be this sure of a hand at the floor: a wrong pose puts hands anywhere. */
const SURE = 0.35;
/** The shoulders of who puts something on the floor come down to this. */
const STOOPED: Metres = 0.95;
/** A palm lower than this is at the floor: half a pack, and the cameras' error. */
const AT_FLOOR: Metres = 0.25;
/** Shorter stays at the floor are wrong poses. */
const STAYS_DOWN: Milliseconds = 300;
/** Hands of one shopper at the floor are one act for so long. */
export const ONE_STOOP: Milliseconds = 3000;

interface Ongoing {
  readonly since: EpochMs;
  lastAt: EpochMs;
  told: boolean;
}

const isStooped = (person: Person): boolean =>
  [KEYPOINT.left_shoulder, KEYPOINT.right_shoulder].some((shoulder) => (person.joint(shoulder)?.point[2] ?? Infinity) < STOOPED);

/** Watches hands at the floor, away from shelves. */
export function createStoopWatch(isAtShelf: (hand: StorePoint) => boolean) {
  const ongoing = new Map<string, Ongoing>();

  /** Whether somebody has been down for long enough, said once. */
  function hasLasted(person: string, at: EpochMs): boolean {
    const known = ongoing.get(person);
    if (known === undefined) {
      ongoing.set(person, { since: at, lastAt: at, told: false });
      return false;
    }
    const before = known.lastAt;
    known.lastAt = at;
    if (known.told || at - known.since < STAYS_DOWN || at - before > STAYS_DOWN) return false;
    known.told = true;
    return true;
  }

  return {
    observe(at: EpochMs, people: readonly PersonWithHands[]): Stoop[] {
      for (const [person, { lastAt }] of ongoing) if (at - lastAt > ONE_STOOP) ongoing.delete(person);
      return people.flatMap(({ person, hands }): Stoop[] => {
        const low = hands.find(({ point, confidence }) => point[2] < AT_FLOOR && confidence > SURE && !isAtShelf(point));
        return low !== undefined && isStanding(person) && isStooped(person) && hasLasted(person.id, at) ? [{ kind: 'floor', at, place: low.point, person: person.id }] : [];
      });
    },
  };
}
