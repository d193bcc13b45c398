import { describe, expect, it } from 'vitest';
import { createMixups, STILL_RIGHT } from './mixups.ts';
import type { Tracked } from './mixups.ts';

const person = (id: string, x: number, bornAt = 0): Tracked => ({ id, position: [x, 0], bornAt });

/** Anna, Ben and Cleo stand at 0, 3 and 30 m; so they are bound, unless said otherwise. */
function store(owners: Record<string, string> = { p1: 'anna', p2: 'ben', p3: 'cleo' }) {
  const bound = new Map(Object.entries(owners));
  // The entry is around 3 m.
  const mixups = createMixups((id) => bound.get(id), ([x]) => Math.abs(x - 3) < 1.2);
  const see = (at: number, troubledSince: number | undefined, ...people: Tracked[]) =>
    mixups.observe(at, { people, inside: () => ['anna', 'ben', 'cleo'], troubledSince });
  return { mixups, bound, see, all: [person('p1', 0), person('p2', 3), person('p3', 30)] };
}
const visitsOf = (mixups: ReturnType<typeof createMixups>, id: string) => mixups.ownersOf(id).map(({ visit }) => visit);

describe('who may be whom', () => {
  it('is nobody else while cameras are well, strangers or not', () => {
    const { mixups, see, all } = store();
    see(1_000, undefined, ...all, person('p4', 1, 900));
    expect(mixups.ownersOf('p1')).toEqual([{ visit: 'anna', share: 1 }]);
    expect(mixups.ownersOf('p4')).toEqual([]);
  });

  it('is nobody else in a trouble in which everybody stays who they were', () => {
    const { mixups, see, all } = store();
    see(1_000, 900, ...all);
    expect(mixups.isMixed('anna')).toBe(false);
  });

  it('is each who is near enough to somebody who turned up in the trouble, and nobody further away', () => {
    const { mixups, see, all } = store();
    // 1 m, and 1 s of walking: who stands within 2.6 m.
    see(2_000, 1_000, ...all, person('p4', 1, 1_500));
    expect(visitsOf(mixups, 'p4')).toEqual(['anna', 'ben']);
    expect(mixups.ownersOf('p1')).toEqual([{ visit: 'anna', share: STILL_RIGHT }, { visit: 'ben', share: 1 - STILL_RIGHT }]);
    expect([mixups.isMixed('ben'), mixups.isMixed('cleo')]).toEqual([true, false]);
  });

  it('is nobody who comes in by the entry, unless no gate says so for long', () => {
    const { mixups, see, all } = store();
    see(1_600, 1_000, ...all, person('p4', 2.5, 1_500));
    see(4_000, 1_000, ...all, person('p4', 1, 1_500));
    expect([visitsOf(mixups, 'p4'), mixups.isMixed('ben')]).toEqual([[], false]);
    see(10_000, 1_000, ...all, person('p4', 1, 1_500));
    expect(visitsOf(mixups, 'p4')).toEqual(['anna', 'ben']);
  });

  it('is the only one who can be', () => {
    const { mixups, see, all } = store();
    see(1_100, 1_000, ...all, person('p4', 29.5, 1_050));
    expect(mixups.ownersOf('p4')).toEqual([{ visit: 'cleo', share: 1 }]);
    expect(mixups.isMixed('cleo')).toBe(false);
  });

  it('is whoever was found again as somebody else in the trouble', () => {
    const { mixups, bound, see, all } = store();
    see(500, undefined, ...all);
    bound.delete('p2');
    bound.set('p9', 'ben');
    see(1_500, 1_000, all[0]!, person('p9', 1, 1_200), all[2]!);
    expect(visitsOf(mixups, 'p9')).toEqual(['ben', 'anna']);
  });

  it('is nobody who has left', () => {
    const { mixups, see, all } = store();
    see(2_000, 1_000, ...all, person('p4', 1, 1_500));
    mixups.close('ben');
    expect(visitsOf(mixups, 'p1')).toEqual(['anna']);
    expect(visitsOf(mixups, 'p4')).toEqual(['anna']);
    // Something that Anna took may have gone with Ben all the same.
    expect(mixups.isMixed('anna')).toBe(true);
  });
});
