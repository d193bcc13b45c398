import type { EpochMs } from '@walkout/contracts';
import type { Body } from './body.ts';
import type { PeopleOptions } from './options.ts';

/** Sightings of one camera closer in time than this show both people at once, milliseconds. */
const AT_ONCE = 300;
/** How often it is looked for ghosts, milliseconds. */
const EVERY = 100;

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
  let lookedAt = -Infinity;

  /** @returns the younger of each such two; order of `bodies` is by age, the oldest first */
  return (bodies, at) => {
    if (at - lookedAt < EVERY) return [];
    lookedAt = at;
    const still = new Map<Body, Map<Body, EpochMs>>();
    const ghosts = new Set<Body>();
    const present = bodies.filter((body) => at - body.seenAt <= AT_ONCE);
    for (const [index, elder] of present.entries()) {
      const [x, y] = elder.positionAt(at);
      for (const younger of present.slice(index + 1)) {
        const [u, v] = younger.positionAt(at);
        if (Math.abs(x - u) > options.ghostDistance || Math.hypot(x - u, y - v) > options.ghostDistance) continue;
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
