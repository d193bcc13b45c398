import { KEYPOINT } from '@walkout/contracts';
import type { EpochMs, Metres, Milliseconds, StorePoint } from '@walkout/contracts';
import { isStanding } from '../people/person.ts';
import type { Person } from '../people/person.ts';
import type { Stoop } from './hand-acts.ts';
import type { PersonWithHands } from './hand-log.ts';

/** Cameras must be this sure of a hand at the floor: a wrong pose puts hands anywhere. */
const SURE = 0.12;
/** The shoulders of who puts something on the floor come down to this. */
const STOOPED: Metres = 0.95;
/** A palm lower than this is at the floor: half a pack, and the cameras' error. Arms that hang down while their owner crouches end higher. */
const AT_FLOOR: Metres = 0.2;
/** Hands that are somewhere for less than this are wrong poses, or on their way. */
const STAYS: Milliseconds = 300;
/** A hand that is hidden for no longer than this is where it was. */
const HIDDEN: Milliseconds = 500;
/** Who had a hand in a low shelf so lately stoops for that, and the other hand hangs down. */
const AFTER_SHELF: Milliseconds = 1000;
/** Hands of one shopper at the floor are one act for so long. */
export const ONE_STOOP: Milliseconds = 3000;

/** A hand has been somewhere since, and when last. */
interface Stay {
  readonly since: EpochMs;
  readonly lastAt: EpochMs;
}

/** Somebody who is stooped. */
interface Stooping {
  lastAt: EpochMs;
  atFloor: Stay | undefined;
  inShelf: Stay | undefined;
  told: boolean;
}

const goOn = (stay: Stay | undefined, at: EpochMs): Stay => ({ since: stay === undefined || at - stay.lastAt > HIDDEN ? at : stay.since, lastAt: at });
const hasLasted = (stay: Stay | undefined): boolean => stay !== undefined && stay.lastAt - stay.since >= STAYS;
const isStooped = (person: Person): boolean =>
  [KEYPOINT.left_shoulder, KEYPOINT.right_shoulder].some((shoulder) => (person.joint(shoulder)?.point[2] ?? Infinity) < STOOPED);

/** Watches hands at the floor, away from shelves. */
export function createStoopWatch(isAtShelf: (hand: StorePoint) => boolean) {
  const stooping = new Map<string, Stooping>();

  /** Whether a hand has been at the floor for long enough, said once. */
  function puts(at: EpochMs, { person, hands }: PersonWithHands): StorePoint | undefined {
    const one = stooping.get(person.id) ?? { lastAt: at, atFloor: undefined, inShelf: undefined, told: false };
    stooping.set(person.id, one);
    one.lastAt = at;
    const sure = hands.filter(({ confidence }) => confidence > SURE);
    if (sure.some(({ point }) => point[2] >= AT_FLOOR && isAtShelf(point))) one.inShelf = goOn(one.inShelf, at);
    const low = sure.find(({ point }) => point[2] < AT_FLOOR && !isAtShelf(point));
    if (low === undefined) return undefined;
    one.atFloor = goOn(one.atFloor, at);
    const isReaching = one.inShelf !== undefined && hasLasted(one.inShelf) && at - one.inShelf.lastAt < AFTER_SHELF;
    if (isReaching || one.told || !hasLasted(one.atFloor)) return undefined;
    one.told = true;
    return low.point;
  }

  return {
    observe(at: EpochMs, people: readonly PersonWithHands[]): Stoop[] {
      for (const [person, { lastAt }] of stooping) if (at - lastAt > ONE_STOOP) stooping.delete(person);
      return people.flatMap((one): Stoop[] => {
        const place = isStanding(one.person) && isStooped(one.person) ? puts(at, one) : undefined;
        return place === undefined ? [] : [{ kind: 'floor', at, place, person: one.person.id }];
      });
    },
  };
}
