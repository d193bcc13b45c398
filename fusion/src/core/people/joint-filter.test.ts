import { describe, expect, it } from 'vitest';
import { JointFilter } from './joint-filter.ts';
import { across, apply, diagonal } from './matrix3.ts';
import type { StorePoint } from '@walkout/contracts';

const still = (agility = 3) => new JointFilter(1000, [1, 2, 1], { covariance: diagonal(0.01, 0.01, 0.01), velocity: [0, 0, 0], agility });
const pointSeen = (filter: JointFilter, seen: StorePoint, error: number) => {
  const information = diagonal(error ** -2, error ** -2, error ** -2);
  filter.correct({ information, pull: apply(information, [seen[0] - filter.point[0], seen[1] - filter.point[1], seen[2] - filter.point[2]]) });
};

describe('joint filter', () => {
  it('goes with its body when it does not move itself', () => {
    const filter = new JointFilter(1000, [1, 2, 1], { covariance: diagonal(0.01, 0.01, 0.01), velocity: [1, 0, 0], agility: 3 });
    expect(filter.pointAt(1500, [1, 0, 0])).toEqual([expect.closeTo(1.5, 9), expect.closeTo(2, 9), expect.closeTo(1, 9)]);
  });

  it('moves half-way to a measurement as sure as itself', () => {
    const filter = still();
    pointSeen(filter, [1.2, 2, 1], 0.1);
    expect(filter.point[0]).toBeCloseTo(1.1, 9);
    expect(filter.positionCovariance[0]).toBeCloseTo(0.005, 9);
  });

  it('learns nothing along a ray', () => {
    const filter = still();
    const information = across([1, 0, 0], 100);
    filter.correct({ information, pull: apply(information, [5, 0.2, 0]) });
    expect(filter.point[0]).toBeCloseTo(1, 9);
    expect(filter.point[1]).toBeCloseTo(2.1, 9);
    expect(filter.positionCovariance[0]).toBeCloseTo(0.01, 9);
    expect(filter.positionCovariance[4]).toBeCloseTo(0.005, 9);
  });

  it('is less sure the longer it is not seen, as it says beforehand', () => {
    const filter = still();
    const soon = filter.varianceAt(1100);
    expect(filter.varianceAt(1500)).toBeGreaterThan(soon);
    filter.advance(1100, [0, 0, 0]);
    expect(filter.varianceAt(1100)).toBeCloseTo(soon, 9);
  });

  it('comes to the same in one step as in two', () => {
    const [once, twice] = [still(), still()];
    once.advance(1200, [0.5, 0, 0]);
    twice.advance(1080, [0.5, 0, 0]);
    twice.advance(1200, [0.5, 0, 0]);
    expect(twice.point[0]).toBeCloseTo(once.point[0], 9);
    expect(twice.varianceAt(1300)).toBeCloseTo(once.varianceAt(1300), 9);
  });

  it('does not go back in time', () => {
    const filter = still();
    filter.advance(900, [1, 0, 0]);
    expect([filter.at, ...filter.point]).toEqual([1000, 1, 2, 1]);
  });

  it('learns the velocity of what moves evenly', () => {
    const filter = still();
    for (let step = 1; step <= 40; step++) {
      filter.advance(1000 + step * 50, [0, 0, 0]);
      pointSeen(filter, [1 + step * 0.05, 2, 1], 0.01);
    }
    expect(filter.velocity[0]).toBeGreaterThan(0.8);
    expect(filter.point[0]).toBeCloseTo(3, 1);
  });
});
