import type { CameraPlace, CameraTracks, EpochMs, FloorPoint } from '@walkout/contracts';
import { likeness } from './affinity.ts';
import { Body } from './body.ts';
import { createGhostWatch } from './ghosts.ts';
import { matchFrame } from './match-frame.ts';
import type { TrackMemory } from './match-frame.ts';
import { createNursery } from './nursery.ts';
import type { Birth } from './nursery.ts';
import { PEOPLE_DEFAULTS } from './options.ts';
import type { PeopleOptions } from './options.ts';
import type { Person } from './person.ts';
import { PersonNow } from './person-now.ts';
import { cellsInSight, createFloorGrid } from './floor-grid.ts';
import type { WatchedArea } from './floor-grid.ts';
import { createFloorShift } from './floor-shift.ts';
import type { FloorShift } from './floor-shift.ts';
import { footOf } from './foot.ts';
import { createRayStore, sightAll } from './sighting.ts';
import type { PersonSighting, RayStore } from './sighting.ts';
import { CROWN } from './skeleton.ts';
import { createView } from './view.ts';
import type { View } from './view.ts';

/** Follows people in space through what calibrated cameras see of them. */
export interface PeopleTracker {
  /** Takes one frame of one camera in; frames come in time order. A camera without calibration, or not in the layout, is ignored. */
  observe(camera: string, frame: CameraTracks): void;
  /** Everybody confirmed and seen of late, carried forward to that moment; in order of id. */
  people(at: EpochMs): readonly Person[];
  /** How many people have got an id. */
  readonly born: number;
}

/** A person whom only one camera sees is nobody new this near to somebody known, metres. */
const ONE_CAMERA_APART = 0.6;
/** Somebody unseen for this long may be the one who appears nearby, milliseconds. */
const MAY_REAPPEAR_AFTER = 400;
/** Without clothing to compare, nobody is known again after this, milliseconds. */
const KNOWN_BY_PLACE = 3000;
/** Clothing less alike than this, in nats, is another's. */
const SAME_CLOTHES = -0.5;

/** So many image tracks of one camera are no burden. */
const MANY_TRACKS = 32;
/** How often the gone are forgotten and the doubles looked for, milliseconds. */
const TIDY_EVERY = 100;

/** What is known of one camera. */
interface CameraState {
  readonly view: View;
  /** Where on the floor it sees people, as cells and as the grid knows them. */
  readonly cells: readonly number[];
  readonly area: WatchedArea;
  readonly shift: FloorShift;
  readonly rays: RayStore;
  lastAt: EpochMs;
  /** Whom each image track showed last. */
  readonly memory: Map<number, TrackMemory>;
}

/**
 * @param cameras  those of the store; the ones without calibration are ignored
 * @param options  see {@link PeopleOptions}; what is left out has its default
 * @param born     how many ids have been given before
 * @source         structure after arXiv 2003.03972 (known people first, strangers by epipolar distance, sequential updates)
 */
export function createPeopleTracker(cameras: readonly CameraPlace[], options: Partial<PeopleOptions> = {}, born = 0): PeopleTracker {
  const tuned: PeopleOptions = { ...PEOPLE_DEFAULTS, ...options };
  const grid = createFloorGrid<Body>();
  const keepFor = Math.max(tuned.window, tuned.groupWindow);
  const states = new Map(
    cameras.flatMap((place): [string, CameraState][] => {
      const view = createView(place, tuned);
      if (view === undefined) return [];
      const cells = cellsInSight(view);
      return [[place.id, { view, cells, area: grid.watch(cells), shift: createFloorShift(), rays: createRayStore(keepFor), lastAt: -Infinity, memory: new Map() }]];
    }),
  );
  const nursery = createNursery(tuned, neighboursOf([...states.values()]));
  const findGhosts = createGhostWatch(tuned);
  /** In order of birth. */
  let bodies: Body[] = [];
  let tidiedAt: EpochMs = -Infinity;

  const unseen = (body: Body, at: EpochMs): number => at - body.seenAt;

  /** Track 0 is what an edge node says that does not track. */
  function remember(state: CameraState, body: Body, { track, at }: PersonSighting): void {
    if (track === 0) return;
    const entry = state.memory.get(track);
    if (entry === undefined) {
      state.memory.set(track, { body, at });
      return;
    }
    entry.body = body;
    entry.at = at;
  }

  function isTaken(place: FloorPoint, at: EpochMs): boolean {
    return grid.near(place).some((body) => {
      const [x, y] = body.positionAt(at);
      return unseen(body, at) <= tuned.lostAfter && (x - place[0]) ** 2 + (y - place[1]) ** 2 < ONE_CAMERA_APART ** 2;
    });
  }

  /** Somebody out of sight of late whom the newcomer may be; the likeliest. */
  function knownAgain(newcomer: Body, at: EpochMs): Body | undefined {
    let best: { body: Body; score: number } | undefined;
    for (const body of bodies) {
      const seconds = unseen(body, at) / 1000;
      if (unseen(body, at) < MAY_REAPPEAR_AFTER) continue;
      const comparable = body.appearance !== undefined && newcomer.appearance !== undefined;
      const alike = likeness(body.appearance, newcomer.appearance, tuned);
      if (comparable ? alike < SAME_CLOTHES : unseen(body, at) > KNOWN_BY_PLACE) continue;
      const [x, y] = body.positionAt(at);
      const away = Math.sqrt((x - newcomer.position[0]) ** 2 + (y - newcomer.position[1]) ** 2);
      const score = alike - away / (tuned.reappearDistance + tuned.reappearSpeed * seconds);
      if (score >= -1 && (best === undefined || score > best.score)) best = { body, score };
    }
    return best?.body;
  }

  function welcome({ since, position, sightings }: Birth, at: EpochMs): Body {
    const newcomer = new Body(since, position, { sightings, options: tuned });
    const known = knownAgain(newcomer, at);
    if (known === undefined) {
      newcomer.id = `p${++born}`;
      bodies.push(newcomer);
    } else {
      newcomer.become(known);
      bodies = bodies.map((body) => (body === known ? newcomer : body));
      grid.remove(known);
    }
    grid.add(newcomer);
    return newcomer;
  }

  /** What need not be done at every frame: who is gone is forgotten, who was born twice is found. */
  function tidy(at: EpochMs): void {
    if (at - tidiedAt < TIDY_EVERY) return;
    tidiedAt = at;
    const ghosts = new Set(findGhosts(bodies, at));
    const isGone = (body: Body): boolean => unseen(body, at) > tuned.forgottenAfter || ghosts.has(body);
    for (const body of bodies) if (isGone(body)) grid.remove(body);
    bodies = bodies.filter((body) => body.row >= 0);
  }

  /** Image tracks that ended are forgotten once they are most of what is remembered. */
  function forgetTracks({ memory }: CameraState, at: EpochMs, present: number): void {
    if (memory.size <= 2 * present + MANY_TRACKS) return;
    for (const [track, entry] of memory) if (at - entry.at > tuned.trackMemory) memory.delete(track);
  }

  /** Where other cameras put a person tells a camera that sees boxes how far off it is. */
  function learnShift(state: CameraState, body: Body, sighting: PersonSighting): void {
    const foot = footOf(sighting);
    if (foot === undefined || !body.isSharedBy(CROWN, sighting)) return;
    const [x, y] = body.positionAt(sighting.at);
    state.shift.learn([foot.point[0] - x, foot.point[1] - y]);
  }

  return {
    observe(camera, frame) {
      const state = states.get(camera);
      const at = frame.capturedAt;
      if (state === undefined || !(at > state.lastAt)) return;
      state.lastAt = at;
      tidy(at);
      const { shift } = state.shift;
      const sightings = sightAll(state.view, frame, { options: tuned, shift, store: state.rays });
      forgetTracks(state, at, sightings.length);
      const { known, strangers } = matchFrame(grid.within(state.area, at - tuned.lostAfter), sightings, { at, options: tuned, memory: state.memory });
      for (let index = 0; index < known.length; index++) {
        const { body, sighting } = known[index]!;
        if (sighting.isBox) learnShift(state, body, sighting);
        body.see(sighting);
        grid.move(body);
        remember(state, body, sighting);
      }
      for (const birth of nursery.observe(camera, at, { strangers, isTaken })) {
        const body = welcome(birth, at);
        for (const sighting of birth.sightings) if (sighting.view.camera === camera) remember(state, body, sighting);
      }
    },
    get born() {
      return born;
    },
    people: (at) => bodies.filter((body) => unseen(body, at) <= tuned.lostAfter).map((body) => new PersonNow(body, at)),
  };
}

/** Of each camera those that see some of the same floor, itself among them, in the order of the layout. */
function neighboursOf(states: readonly CameraState[]): Map<string, string[]> {
  const watchers = new Map<number, CameraState[]>();
  for (const state of states) for (const cell of state.cells) watchers.set(cell, [...(watchers.get(cell) ?? []), state]);
  return new Map(
    states.map((state) => {
      const near = new Set(state.cells.flatMap((cell) => watchers.get(cell)!));
      return [state.view.camera, states.filter((other) => other === state || near.has(other)).map(({ view }) => view.camera)];
    }),
  );
}
