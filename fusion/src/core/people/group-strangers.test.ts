import { describe, expect, it } from 'vitest';
import { groupStrangers } from './group-strangers.ts';
import { PEOPLE_DEFAULTS } from './options.ts';
import { placeGroup } from './place-group.ts';
import { createRayStore, sightAll } from './sighting.ts';
import type { PersonSighting } from './sighting.ts';
import { createView } from './view.ts';
import { film, randomFrom, ROOM_CAMERAS } from './walkers.fixture.ts';

/** What each camera sees in its first frame of people who stand there, exactly. */
function sightingsOf(places: readonly (readonly [number, number])[]): PersonSighting[] {
  const walkers = places.map((place, index) => ({ name: String(index), path: () => place, heading: () => index }));
  return film({ walkers, seconds: 0.1, random: randomFrom(1), noise: 0, missed: 0, wrong: 0 }).flatMap(({ camera, frame }) => {
    const view = createView(ROOM_CAMERAS.find(({ id }) => id === camera)!, PEOPLE_DEFAULTS)!;
    return sightAll(view, frame, { options: PEOPLE_DEFAULTS, shift: [0, 0], store: createRayStore(0) });
  });
}


describe('groupStrangers', () => {
  it('makes no group of nobody', () => {
    expect(groupStrangers([], PEOPLE_DEFAULTS)).toEqual([]);
  });

  it('leaves one sighting alone', () => {
    const [one] = sightingsOf([[3, 2]]);
    expect(groupStrangers([one!], PEOPLE_DEFAULTS)).toEqual([[one]]);
  });

  it('finds three people in what four cameras see', () => {
    const places = [[2, 2], [3.5, 3], [5, 1.8]] as const;
    const groups = groupStrangers(sightingsOf(places), PEOPLE_DEFAULTS);
    expect(groups.map((group) => group.length)).toEqual([4, 4, 4]);
    expect(groups.map((group) => placeGroup(group, PEOPLE_DEFAULTS))).toEqual(places.map((place) => place.map((value) => expect.closeTo(value, 1))));
  });

  it('does not group sightings of one camera', () => {
    const mine = sightingsOf([[3, 2], [3.1, 2]]).filter(({ view }) => view.camera === 'c1');
    expect(groupStrangers(mine, PEOPLE_DEFAULTS)).toHaveLength(2);
  });
});

describe('placeGroup', () => {
  it('places whom one camera sees by the height that standing people have', () => {
    const [one] = sightingsOf([[3, 2]]);
    const place = placeGroup([one!], PEOPLE_DEFAULTS)!;
    expect(Math.hypot(place[0] - 3, place[1] - 2)).toBeLessThan(0.3);
  });

  it('places whom several see where the rays meet', () => {
    const [x, y] = placeGroup(sightingsOf([[4, 3]]), PEOPLE_DEFAULTS)!;
    expect([x, y]).toEqual([expect.closeTo(4, 1), expect.closeTo(3, 1)]);
  });
});
