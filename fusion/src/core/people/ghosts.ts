import type { EpochMs } from '@walkout/contracts';
import type { Body } from './body.ts';
import type { PeopleOptions } from './options.ts';

/** Sightings of one camera closer in time than this show both people at once, milliseconds. */
const AT_ONCE = 300;

/** Whether some camera saw both, as two, of late. */
function toldApart(a: Body, b: Body, at: EpochMs): boolean {
  for (const [camera, seen] of a.latest) {
    const other = b.latest.get(camera);
    if (other !== undefined && at - seen.at <= AT_ONCE && at - other.at <= AT_ONCE) return true;
  }
  return false;
}

/** Finds people who were born twice: two at one place for long, whom no camera ever tells apart. */
export function createGhostWatch(options: PeopleOptions): (bodies: readonly Body[], at: EpochMs) => Body[] {
  let togetherSince = new Map<Body, Map<Body, EpochMs>>();

  /** @returns the younger of each such two; order of `bodies` is by age, the oldest first */
  return (bodies, at) => {
    const still = new Map<Body, Map<Body, EpochMs>>();
    const ghosts = new Set<Body>();
    // From west to east, so that each is compared only with those next to it.
    const present = bodies
      .map((body, age) => ({ body, age, place: body.positionAt(at) }))
      .filter(({ body }) => at - body.seenAt <= AT_ONCE)
      .sort((a, b) => a.place[0] - b.place[0]);
    for (const [index, one] of present.entries()) {
      for (let next = index + 1; next < present.length; next++) {
        const other = present[next]!;
        if (other.place[0] - one.place[0] > options.ghostDistance) break;
        if ((one.place[0] - other.place[0]) ** 2 + (one.place[1] - other.place[1]) ** 2 > options.ghostDistance ** 2) continue;
        const [elder, younger] = one.age < other.age ? [one.body, other.body] : [other.body, one.body];
        if (toldApart(elder, younger, at)) continue;
        const since = togetherSince.get(elder)?.get(younger) ?? at;
        if (at - since >= options.ghostAfter) ghosts.add(younger);
        else still.set(elder, (still.get(elder) ?? new Map<Body, EpochMs>()).set(younger, since));
      }
    }
    togetherSince = still;
    return [...ghosts];
  };
}
