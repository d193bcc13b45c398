import { describe, expect, it } from 'vitest';
import { KEYPOINTS } from '@walkout/contracts';
import type { Vector3 } from '@walkout/contracts';
import { scorePose, SHELF_JOINTS, SHELF_LIMBS, shelfPose } from './pcp.ts';

/** Every joint 1 m above the one before it: every limb is as long as the difference of its places. */
const ladder: Vector3[] = SHELF_JOINTS.map((_, index) => [0, 0, index]);

describe('scorePose', () => {
  it('finds nothing where nobody is', () => {
    expect(scorePose(ladder, [])).toEqual({ right: 0, limbs: SHELF_LIMBS.length, errors: [] });
    expect(scorePose(ladder, [ladder.map(() => undefined)]).right).toBe(0);
  });

  it('finds every limb of the truth itself', () => {
    expect(scorePose(ladder, [ladder]).right).toBe(SHELF_LIMBS.length);
  });

  it('drops a limb when both ends are off by its length together', () => {
    // r-wrist to r-elbow (1 m) has 0.5 m error at each end: not below 1 m. r-elbow to r-shoulder (1 m): 0.5 m in all, right.
    const off = ladder.map((point, index): Vector3 => (index === 6 || index === 7 ? [0.5, 0, point[2]] : point));
    expect(scorePose(ladder, [off]).right).toBe(SHELF_LIMBS.length - 1);
  });

  it('takes the nearest estimate', () => {
    const away = ladder.map((point): Vector3 => [9, 0, point[2]]);
    expect(scorePose(ladder, [away, ladder]).right).toBe(SHELF_LIMBS.length);
  });
});

describe('shelfPose', () => {
  it('makes neck and head-top from shoulders and ears', () => {
    const at: Record<string, Vector3> = {
      left_shoulder: [0, 0.2, 1.4], right_shoulder: [0, -0.2, 1.4], left_ear: [0, 0.1, 1.6], right_ear: [0, -0.1, 1.6],
    };
    const pose = shelfPose(KEYPOINTS.map((name) => at[name]));
    expect(pose[SHELF_JOINTS.indexOf('neck')]).toEqual([0, 0, 1.5]);
    // Whoever has the left shoulder to the north looks east.
    expect(pose[SHELF_JOINTS.indexOf('head-top')]!.map((value) => Math.round(value * 1e6) / 1e6)).toEqual([0.125, 0, 1.645]);
    expect(pose[SHELF_JOINTS.indexOf('mid-hip')]).toBeUndefined();
  });
});
