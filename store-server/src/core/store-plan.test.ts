import { describe, expect, it } from 'vitest';
import { cornerStore } from '../testing/corner-store.ts';
import { storePlan } from './store-plan.ts';

describe('floor plan', () => {
  it('shows where a camera hangs and looks', () => {
    const [camera] = storePlan(cornerStore()).cameras;
    expect(camera!.place![0]).toBeCloseTo(0.2);
    expect(camera!.place![1]).toBeCloseTo(0.2);
    expect(camera!.heading).toBeCloseTo(Math.PI / 4);
  });
  it('names a camera without calibration, and no place for it', () => {
    const layout = cornerStore();
    expect(storePlan({ ...layout, cameras: [{ id: 'door', imageSize: { width: 640, height: 360 } }] }).cameras).toEqual([{ id: 'door' }]);
  });
  it('gives no heading to a camera that looks straight down', () => {
    const layout = cornerStore();
    const down = { ...layout.cameras[0]!.calibration!, cameraFromStore: [[1, 0, 0, -3], [0, -1, 0, 2], [0, 0, -1, 2.8]] };
    const [camera] = storePlan({ ...layout, cameras: [{ ...layout.cameras[0]!, calibration: down }] }).cameras;
    expect(camera).toEqual({ id: 'south-west', place: [3, 2] });
  });
});
