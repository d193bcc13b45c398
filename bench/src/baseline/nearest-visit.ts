import type { EpochMs, Metres, Milliseconds, People, StorePoint } from '@walkout/contracts';
import type { BaselineEvent } from './shelf-events.ts';

/** A joint at least this sure counts. */
const SURE = 0.5;
const MARGIN: Milliseconds = 200;
/** Whoever is further away was not there. */
const FARTHEST: Metres = 1.5;

/** Middle of the plate that changed most: where the event was. */
export function placeOf({ shelf, plates }: BaselineEvent): StorePoint {
  const most = plates.reduce((best, grams, index) => (Math.abs(grams) > Math.abs(plates[best]!) ? index : best), 0);
  return shelf.plates[most]!.centre;
}

/** The visit of the person of whom a sure joint came nearest to an event while it lasted. */
export function nearestVisit(event: BaselineEvent, seen: readonly People[], known: (visit: string) => boolean): string | undefined {
  const place = placeOf(event);
  const isDuring = (at: EpochMs) => at >= event.startedAt - MARGIN && at <= event.settledAt + MARGIN;
  let best: { visit: string; away: Metres } | undefined;
  for (const { capturedAt, people } of seen) {
    if (!isDuring(capturedAt)) continue;
    for (const { visit, joints } of people) {
      if (visit === undefined || !known(visit)) continue;
      for (const joint of joints) {
        if (joint === null || joint[3] < SURE) continue;
        const away = Math.hypot(joint[0] - place[0], joint[1] - place[1], joint[2] - place[2]);
        if (away < (best?.away ?? FARTHEST)) best = { visit, away };
      }
    }
  }
  return best?.visit;
}
