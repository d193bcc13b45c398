import { describe, expect, it } from 'vitest';
import { cameraCentre, lookAt, project, ray } from './projection.ts';
import type { Calibration } from './camera.ts';
import type { StorePoint } from '../units.ts';

const at = (eye: StorePoint, target: StorePoint, distortion: Calibration['distortion'] = [0, 0, 0, 0, 0]): Calibration => ({
  focal: [400, 400],
  principal: [320, 180],
  distortion,
  cameraFromStore: lookAt(eye, target),
});

describe('camera', () => {
  it('shows the point it looks at in the middle of the image', () => {
    const [x, y] = project(at([1, 2, 3], [4, 5, 0]), [4, 5, 0])!;
    expect(x).toBeCloseTo(320, 9);
    expect(y).toBeCloseTo(180, 9);
  });

  it('shows north to the left, south to the right and what is above higher when it looks east', () => {
    const camera = at([0, 0, 1], [1, 0, 1]);
    // 1 m aside at 2 m distance is half a focal length: 200 px.
    expect(project(camera, [2, 1, 1])).toEqual([expect.closeTo(120, 9), expect.closeTo(180, 9)]);
    expect(project(camera, [2, 0, 2])).toEqual([expect.closeTo(320, 9), expect.closeTo(-20, 9)]);
  });

  it('does not show what is behind it', () => {
    expect(project(at([0, 0, 1], [1, 0, 1]), [-1, 0, 1])).toBeUndefined();
  });

  it('knows where it stands', () => {
    const centre = cameraCentre(at([1, 2, 3], [4, 6, 0]));
    expect(centre.map((value) => Math.round(value * 1e9) / 1e9)).toEqual([1, 2, 3]);
  });

  it.each([[[0, 0, 0, 0, 0]], [[-0.2, 0.05, 0.001, -0.002, 0.003]]] as const)('casts the ray that it projects (lens %j)', (lens) => {
    const camera = at([0.3, 0.2, 2.9], [3, 2.5, 0.8], [...lens]);
    const point: StorePoint = [2.5, 1.6, 1.1];
    const { origin, direction } = ray(camera, project(camera, point)!);
    const along = Math.hypot(point[0] - origin[0], point[1] - origin[1], point[2] - origin[2]);
    direction.forEach((component, axis) => expect(origin[axis]! + along * component).toBeCloseTo(point[axis]!, 5));
  });
});
