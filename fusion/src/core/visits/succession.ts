import type { EpochMs, Metres, Milliseconds } from '@walkout/contracts';
import type { Person } from '../people/person.ts';

/** Not seen for so long is not seen any more. */
const UNSEEN: Milliseconds = 300;
/** One is followed on under another name from the moment, or a few frames before or after, at which they were seen last … */
const AT_ONCE: Milliseconds = 300;
/** … and as near as cameras may be off that do not agree yet. */
const BESIDE: Metres = 0.8;

/** Whether one person is followed on as the other: turned up beside them as they were seen last, and is seen still. */
const isFollowedOnAs = (person: Person, other: Person, at: EpochMs): boolean =>
  at - person.seenAt > UNSEEN && at - other.seenAt <= UNSEEN && Math.abs(other.bornAt - person.seenAt) <= AT_ONCE &&
  Math.hypot(other.position[0] - person.position[0], other.position[1] - person.position[1]) < BESIDE;

/** Everybody but those who are followed on as somebody who is nobody's yet: at a gate, cameras may lose who waits there and find who steps in. */
export function withoutForerunners(people: readonly Person[], { isOwned, at }: { readonly isOwned: (person: string) => boolean; readonly at: EpochMs }): readonly Person[] {
  const newcomers = people.filter(({ id }) => !isOwned(id));
  return people.filter((person) => !newcomers.some((other) => isFollowedOnAs(person, other, at)));
}
