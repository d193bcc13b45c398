import { describe, expect, it } from 'vitest';
import { KEYPOINT } from '@walkout/contracts';
import type { CameraTracks } from '@walkout/contracts';
import { createPeopleTracker } from './people-tracker.ts';
import type { PeopleTracker } from './people-tracker.ts';
import { film, jointsOf, randomFrom, ROOM_CAMERAS, START, walk } from './walkers.fixture.ts';
import type { Footage, Walker } from './walkers.fixture.ts';

interface Watched {
  /** Every id that was nearest to a walker, in order of appearance, without repeats. */
  readonly idsOf: ReadonlyMap<string, readonly string[]>;
  readonly floorErrors: readonly number[];
  readonly wristErrors: readonly number[];
  /** Moments with another number of people than of walkers. */
  readonly miscounts: number;
  readonly moments: number;
}

const far = (a: readonly number[], b: readonly number[]) => Math.hypot(...a.map((value, axis) => value - b[axis]!));

/** Runs the tracker and compares it with the truth after every fourth frame, from one second on. */
function watch(footage: Footage, tracker: PeopleTracker = createPeopleTracker(ROOM_CAMERAS)): Watched {
  const idsOf = new Map<string, string[]>(footage.walkers.map(({ name }) => [name, []]));
  const watched = { floorErrors: [] as number[], wristErrors: [] as number[], miscounts: 0, moments: 0 };
  for (const [index, { camera, frame }] of film(footage).entries()) {
    tracker.observe(camera, frame);
    const seconds = (frame.capturedAt - START) / 1000;
    if (index % 4 !== 3 || seconds < 1) continue;
    const people = tracker.people(frame.capturedAt);
    const there = footage.walkers.filter((walker) => walker.path(seconds) !== undefined);
    watched.moments++;
    if (people.length !== there.length) watched.miscounts++;
    for (const walker of there) {
      const truth = jointsOf(walker, seconds)!;
      const place = walker.path(seconds)!;
      const [nearest] = [...people].sort((a, b) => far(a.position, place) - far(b.position, place));
      if (nearest === undefined) continue;
      watched.floorErrors.push(far(nearest.position, place));
      for (const wrist of [KEYPOINT.left_wrist, KEYPOINT.right_wrist]) {
        const joint = nearest.joint(wrist);
        if (joint !== undefined) watched.wristErrors.push(far(joint.point, truth[wrist]!));
      }
      const ids = idsOf.get(walker.name)!;
      if (!ids.includes(nearest.id)) ids.push(nearest.id);
    }
  }
  return { ...watched, idsOf };
}

const quantile = (values: readonly number[], share: number) => [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))]!;

const frame = (capturedAt: number, tracks: CameraTracks['tracks'] = []): CameraTracks => ({ capturedAt, sequence: 0, tracks });

/** Two pass each other close in the middle, two more walk round. */
const FOUR: readonly Walker[] = [
  { name: 'east', path: walk([1, 2.3], [6, 2.3], [0, 8]) },
  { name: 'west', path: walk([6, 2.75], [1, 2.75], [0, 8]) },
  { name: 'north', path: walk([2, 0.8], [2.4, 4.2], [0, 8]) },
  { name: 'round', path: (t) => (t < 0 || t > 8 ? undefined : [4.6 + 0.9 * Math.cos(t), 2.6 + 1.3 * Math.sin(t)]) },
];

describe('people tracker', () => {
  it('knows nobody before anybody is seen, and ignores cameras that are unknown or not calibrated', () => {
    const tracker = createPeopleTracker([{ id: 'blind', imageSize: { width: 640, height: 360 } }]);
    tracker.observe('blind', frame(START));
    tracker.observe('nowhere', frame(START));
    expect(tracker.people(START)).toEqual([]);
  });

  it('places one walker within centimetres, hands too', () => {
    const walkers = [{ name: 'a', path: walk([1.5, 1.5], [5.5, 3.5], [0, 5]) }];
    const { idsOf, floorErrors, wristErrors, miscounts } = watch({ walkers, seconds: 5, random: randomFrom(1) });
    expect(idsOf.get('a')).toEqual(['p1']);
    expect(miscounts).toBe(0);
    expect(quantile(floorErrors, 0.95)).toBeLessThan(0.08);
    expect(quantile(wristErrors, 0.5)).toBeLessThan(0.06);
  });

  it.each([1, 2, 3])('keeps four apart who pass each other close (seed %i)', (seed) => {
    const { idsOf, floorErrors, wristErrors, miscounts, moments } = watch({ walkers: FOUR, seconds: 8, random: randomFrom(seed) });
    for (const ids of idsOf.values()) expect(ids).toHaveLength(1);
    expect(miscounts / moments).toBeLessThan(0.02);
    expect(quantile(floorErrors, 0.95)).toBeLessThan(0.1);
    expect(quantile(wristErrors, 0.5)).toBeLessThan(0.07);
  });

  it('bears cameras of different rates, one of them slow', () => {
    const { idsOf, floorErrors } = watch({ walkers: FOUR, seconds: 8, random: randomFrom(7), rates: [15, 10, 7, 3] });
    for (const ids of idsOf.values()) expect(ids).toHaveLength(1);
    expect(quantile(floorErrors, 0.95)).toBeLessThan(0.12);
  });

  it('goes on with one camera, by depth as last known and by height', () => {
    const walkers = [{ name: 'a', path: walk([2, 2], [5, 3], [0, 6]) }];
    const sees = (camera: string, _: string, seconds: number) => seconds < 2 || camera === 'c1';
    const { idsOf, floorErrors, miscounts } = watch({ walkers, seconds: 6, random: randomFrom(3), sees });
    expect(idsOf.get('a')).toEqual(['p1']);
    expect(miscounts).toBe(0);
    expect(quantile(floorErrors, 0.95)).toBeLessThan(0.5);
  });

  it('finds somebody whom one camera alone ever sees', () => {
    const walkers = [{ name: 'a', path: walk([3, 2], [4, 3], [0, 6]) }];
    const { idsOf, floorErrors } = watch({ walkers, seconds: 6, random: randomFrom(4), sees: (camera) => camera === 'c3' });
    expect(idsOf.get('a')).toEqual(['p1']);
    expect(quantile(floorErrors, 0.9)).toBeLessThan(0.6);
  });

  const hidden = (from: number, to: number) => (_camera: string, _walker: string, seconds: number) => seconds < from || seconds > to;

  it('knows somebody again after a second out of sight', () => {
    const walkers = [{ name: 'a', path: walk([2, 2], [5, 3], [0, 5]) }];
    expect(watch({ walkers, seconds: 5, random: randomFrom(5), sees: hidden(2, 3) }).idsOf.get('a')).toEqual(['p1']);
  });

  it('knows somebody again by clothing after longer', () => {
    const walkers = [{ name: 'a', path: walk([2, 2], [4, 3], [0, 9]), appearance: [0.2, 0.5, 0.5, 0.7, 0.4, 0.6] }];
    expect(watch({ walkers, seconds: 9, random: randomFrom(6), sees: hidden(2, 7) }).idsOf.get('a')).toEqual(['p1']);
  });

  it('forgets who left', () => {
    const tracker = createPeopleTracker(ROOM_CAMERAS);
    watch({ walkers: [{ name: 'a', path: walk([2, 2], [5, 3], [0, 3]) }], seconds: 3, random: randomFrom(8) }, tracker);
    expect(tracker.people(START + 3500)).toHaveLength(1);
    expect(tracker.people(START + 6000)).toEqual([]);
  });

  it('takes neither a frame twice nor one of no moment, nor keypoints that are no numbers', () => {
    const footage: Footage = { walkers: FOUR, seconds: 2, random: randomFrom(9) };
    const [once, twice] = [createPeopleTracker(ROOM_CAMERAS), createPeopleTracker(ROOM_CAMERAS)];
    const broken = film(footage)[0]!.frame.tracks.map((track) => ({ ...track, keypoints: { ...track.keypoints, x: track.keypoints.x.map(() => NaN) } }));
    for (const { camera, frame: shot } of film({ ...footage, random: randomFrom(9) })) {
      once.observe(camera, shot);
      twice.observe(camera, shot);
      twice.observe(camera, shot);
      twice.observe(camera, frame(NaN, broken));
      twice.observe(camera, { ...shot, capturedAt: shot.capturedAt + 0.001, tracks: broken });
    }
    expect(twice.people(START + 2000).map(({ id }) => id)).toEqual(once.people(START + 2000).map(({ id }) => id));
  });
});
