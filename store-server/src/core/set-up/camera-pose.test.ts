import { describe, expect, it } from 'vitest';
import { cameraCentre, project } from '@walkout/contracts';
import type { CameraPlace, Vector3 } from '@walkout/contracts';
import { cornerStore } from '../../testing/corner-store.ts';
import { headingOf, shiftedCamera, turnedCamera } from './camera-pose.ts';
import { cameraView } from './camera-view.ts';

/** At (0.2, 0.2), 2.8 m up, level towards north-east. */
const camera = cornerStore().cameras[0]!;
const bare: CameraPlace = { id: 'bare', imageSize: { width: 640, height: 360 } };
/** 3 m above (2, 1), straight down, the image's upper edge to the north; sees 3 m east and west, 1.5 m north and south. */
const downward: CameraPlace = {
  id: 'down', imageSize: { width: 800, height: 400 },
  calibration: { focal: [400, 400], principal: [400, 200], distortion: [0, 0, 0, 0, 0], cameraFromStore: [[1, 0, 0, -2], [0, -1, 0, 1], [0, 0, -1, 3]] },
};
const centreOf = ({ calibration }: CameraPlace) => cameraCentre(calibration!).map((value) => Number(value.toFixed(9)));
const imageOf = ({ calibration }: CameraPlace, point: Vector3) => project(calibration!, point)?.map((value) => Number(value.toFixed(6)));

describe('a camera', () => {
  it('that is hung elsewhere looks the same way', () => {
    const shifted = shiftedCamera(camera, [1, -0.5, 0.2]);
    expect(centreOf(shifted)).toEqual([1.2, -0.3, 3]);
    expect(imageOf(shifted, [4, 2, 1.2])).toEqual(imageOf(camera, [3, 2.5, 1]));
  });

  it('that is turned stays where it is, and sees what lay that far to its left', () => {
    const turned = turnedCamera(camera, Math.PI / 2);
    expect(centreOf(turned)).toEqual([0.2, 0.2, 2.8]);
    expect([headingOf(camera.calibration!), headingOf(turned.calibration!)].map((value) => value / Math.PI)).toEqual([expect.closeTo(0.25), expect.closeTo(0.75)]);
    // (3.2, 1.2) from (0.2, 0.2) is (3, 1); a quarter to the left (-1, 3).
    expect(imageOf(turned, [-0.8, 3.2, 1])).toEqual(imageOf(camera, [3.2, 1.2, 1]));
  });

  it('that looks straight down heads where its upper edge is', () => {
    expect(headingOf(downward.calibration!)).toBeCloseTo(Math.PI / 2);
    expect(headingOf(turnedCamera(downward, -Math.PI / 2).calibration!)).toBeCloseTo(0);
  });

  it('without calibration has no place to change', () => {
    expect([shiftedCamera(bare, [1, 1, 1]), turnedCamera(bare, 1), cameraView(bare)]).toEqual([bare, bare, undefined]);
  });
});

describe('what a camera sees of the floor', () => {
  it('is a rectangle below one that looks straight down', () => {
    const view = cameraView(downward)!;
    const corners = [0, 4, 8, 12].map((i) => view[i]!.map((value) => Number(value.toFixed(6))));
    expect([view.length, corners]).toEqual([16, [[-1, 2.5], [5, 2.5], [5, -0.5], [-1, -0.5]]]);
  });

  it('ends 6 m away where it looks past the floor', () => {
    const distances = cameraView(camera)!.map(([x, y]) => Math.hypot(x - 0.2, y - 0.2));
    expect(Math.max(...distances)).toBeCloseTo(6);
    // The lowest row looks 180 / 350 down: 2.8 m below lies 5.44 m away.
    expect(distances[10]).toBeCloseTo(2.8 / (180 / 350), 5);
  });
});
