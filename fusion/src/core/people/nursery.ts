import type { EpochMs, FloorPoint } from '@walkout/contracts';
import { groupStrangers } from './group-strangers.ts';
import type { PeopleOptions } from './options.ts';
import { placeGroup } from './place-group.ts';
import type { PersonSighting } from './sighting.ts';

/** Somebody new. */
export interface Birth {
  readonly since: EpochMs;
  readonly position: FloorPoint;
  /** One a camera, the oldest first. */
  readonly sightings: readonly PersonSighting[];
}

/** A stranger who may become a person. */
interface Proposal {
  readonly since: EpochMs;
  position: FloorPoint;
  lastAt: EpochMs;
  hits: number;
}

/** A proposal not seen again for longer is given up, milliseconds. */
const PROPOSAL_LASTS = 300;
/** A proposal moves no further between two sightings, metres; one camera alone places people badly. */
const SAME_PLACE = { alone: 0.8, together: 0.4 } as const;
const MIN_HITS = 3;
/** A detector as sure as this is no surer to be right at once than a doubtful one; only beyond is it believed sooner. */
const SURE_SCORE = 0.75;

/** How much of the usual patience a group of sightings needs, in [0, 1]: 0 where the detectors leave no doubt at all. */
function doubtOf(group: readonly PersonSighting[]): number {
  const mean = group.reduce((sum, { score }) => sum + score, 0) / group.length;
  return Math.min(1, (1 - mean) / (1 - SURE_SCORE));
}

const NOBODY: readonly Birth[] = [];

/** Watches those whom nobody knows yet, until enough speaks for a person. */
export interface Nursery {
  /**
   * Takes what is left of a camera's frame, in time order.
   * @param isTaken whether somebody known stands too near for a person whom only one camera sees
   */
  observe(camera: string, at: EpochMs, left: { strangers: readonly PersonSighting[]; isTaken: (place: FloorPoint, at: EpochMs) => boolean }): readonly Birth[];
}

/** @param neighbours of each camera those that can see the same people, itself among them */
export function createNursery(options: PeopleOptions, neighbours: ReadonlyMap<string, readonly string[]>): Nursery {
  const latest = new Map<string, readonly PersonSighting[]>();
  let proposals: Proposal[] = [];

  const hit = (position: FloorPoint, at: EpochMs, alone: boolean): Proposal => {
    const reach = alone ? SAME_PLACE.alone : SAME_PLACE.together;
    const apart = (proposal: Proposal) => Math.hypot(proposal.position[0] - position[0], proposal.position[1] - position[1]);
    let nearest: Proposal | undefined;
    for (const proposal of proposals) {
      if (apart(proposal) <= reach && (nearest === undefined || apart(proposal) < apart(nearest))) nearest = proposal;
    }
    if (nearest === undefined) {
      nearest = { since: at, position, lastAt: at, hits: 0 };
      proposals.push(nearest);
    }
    nearest.position = position;
    nearest.lastAt = at;
    nearest.hits++;
    return nearest;
  };

  return {
    observe(camera, at, { strangers, isTaken }) {
      latest.set(camera, strangers);
      if (strangers.length === 0) return NOBODY;
      proposals = proposals.filter((proposal) => at - proposal.lastAt <= PROPOSAL_LASTS);
      const around = neighbours.get(camera) ?? [camera];
      const recent = around.flatMap((other) => latest.get(other) ?? []).filter((sighting) => at - sighting.at <= options.groupWindow);
      const births: Birth[] = [];
      for (const group of groupStrangers(recent, options)) {
        if (!group.some((sighting) => sighting.view.camera === camera)) continue;
        const position = placeGroup(group, options);
        if (position === undefined || (group.length === 1 && isTaken(position, at))) continue;
        const proposal = hit(position, at, group.length === 1);
        const doubt = doubtOf(group);
        const wait = doubt * options.birthAfter[Math.min(group.length, 3) - 1]!;
        if (proposal.hits < doubt * MIN_HITS || at - proposal.since < wait) continue;
        births.push({ since: proposal.since, position, sightings: [...group].sort((a, b) => a.at - b.at) });
        proposals = proposals.filter((other) => other !== proposal);
        for (const { view } of group) latest.set(view.camera, latest.get(view.camera)!.filter((other) => !group.includes(other)));
      }
      return births;
    },
  };
}
