import { createHash } from 'node:crypto';
import { KEYPOINT, lookAt, project } from '@walkout/contracts';
import { describe, expect, it } from 'vitest';
import type { BodyShape } from '../body/index.ts';
import { keypointsOf, poseBody, randomShape } from '../body/index.ts';
import { createRandom } from '../random.ts';
import type { Camera, FrameContents, Solid } from './index.ts';
import { createScene, productPaint, renderFrame, roomSolids, truthOf } from './index.ts';

const paint = { pattern: 'tiles', colour: [0.6, 0.6, 0.6], accent: [0.3, 0.3, 0.3], seed: 1 } as const;
const light = { direction: [0, 0, 1], directStrength: 0.4, ambientStrength: 0.6, colour: [1, 1, 1] } as const;
const room = roomSolids({ width: 4, depth: 4, height: 3 }, { floor: paint, walls: { ...paint, pattern: 'plain' } });
const camera: Camera = {
  id: 'north', imageSize: { width: 160, height: 120 },
  calibration: { focal: [100, 100], principal: [80, 60], distortion: [0, 0, 0, 0, 0], cameraFromStore: lookAt([2, 0.1, 2.2], [2, 2.5, 0.9]) },
};
const wall: Solid = { form: 'box', centre: [2, 1.5, 1], size: [2, 0.1, 2], yaw: 0, paint };
const nobody: FrameContents = { people: [], stock: [], props: [] };
const shape: BodyShape = { ...randomShape(createRandom(2)), heightM: 1.75, bag: 'none' };
const facing = { shape, pose: poseBody(shape, { position: [2, 2.5], heading: -Math.PI / 2, gaitPhase: 0, speed: 0, reaches: [] }) };
const scene = createScene({ statics: room, light });
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('renderFrame', () => {
  it('measures the depth of a known box', () => {
    const frame = renderFrame(createScene({ statics: [...room, wall], light }), camera, nobody);
    const [x, y] = project(camera.calibration, [2, 1.45, 1])!;
    const expected = 1.35 * (2.4 / Math.hypot(2.4, 1.3)) + 1.2 * (1.3 / Math.hypot(2.4, 1.3));
    expect(frame.depth[Math.floor(y) * 160 + Math.floor(x)]).toBeCloseTo(expected, 1);
    expect(frame.id.every((owner) => owner === 0)).toBe(true);
  });

  it('says who is where', () => {
    const contents = { ...nobody, people: [facing] };
    const frame = renderFrame(scene, camera, contents);
    const [x, y] = project(camera.calibration, [2, 2.5, 1.2])!;
    expect(frame.id[Math.floor(y) * 160 + Math.floor(x)]).toBe(1);
    const [person] = truthOf(frame, camera, contents);
    expect(person!.visibleShare).toBe(1);
    const [headTop, feet] = [project(camera.calibration, [2, 2.5, 1.77])!, project(camera.calibration, [2, 2.5, 0])!];
    expect(person!.fullBox![1]).toBeGreaterThan(headTop[1] - 4);
    expect(person!.fullBox![1]).toBeLessThan(headTop[1] + 4);
    expect(person!.fullBox![1] + person!.fullBox![3]).toBeGreaterThan(feet[1] - 4);
    const nose = keypointsOf(shape, facing.pose)[KEYPOINT.nose]!;
    expect(person!.keypoints[KEYPOINT.nose]!.slice(0, 2)).toEqual([...project(camera.calibration, nose)!]);
    for (const name of ['nose', 'left_eye', 'left_shoulder', 'right_wrist', 'left_hip', 'right_ankle'] as const) {
      expect(person!.keypoints[KEYPOINT[name]]![2], name).toBe(2);
    }
  });

  it('does not see a face from behind', () => {
    const away = { shape, pose: poseBody(shape, { position: [2, 2.5], heading: Math.PI / 2, gaitPhase: 0, speed: 0, reaches: [] }) };
    const contents = { ...nobody, people: [away] };
    const [person] = truthOf(renderFrame(scene, camera, contents), camera, contents);
    for (const name of ['nose', 'left_eye', 'right_eye'] as const) expect(person!.keypoints[KEYPOINT[name]]![2]).toBe(1);
    expect(person!.keypoints[KEYPOINT.left_shoulder]![2]).toBe(2);
  });

  it('marks what a wall hides as hidden and what lies outside as outside', () => {
    const contents = { ...nobody, stock: [wall], people: [facing] };
    const hiding = createScene({ statics: room, light });
    const [hidden] = truthOf(renderFrame(hiding, camera, contents), camera, contents);
    expect(hidden!.visibleShare).toBeLessThan(0.35);
    expect(hidden!.keypoints[KEYPOINT.left_hip]![2]).toBe(1);
    expect(hidden!.keypoints[KEYPOINT.left_ankle]![2]).toBe(1);

    const outside = { shape, pose: poseBody(shape, { position: [-9, 2.5], heading: 0, gaitPhase: 0, speed: 0, reaches: [] }) };
    const away = { ...nobody, people: [outside] };
    const [person] = truthOf(renderFrame(scene, camera, away), camera, away);
    expect(person!.fullBox).toBeUndefined();
    expect(person!.visibleBox).toBeUndefined();
    expect(person!.keypoints.every(([, , visibility]) => visibility === 0)).toBe(true);
  });

  it('gives the same bytes for the same input, whatever was drawn before', () => {
    const stock: Solid[] = [0, 1, 2].map((index) => ({ form: 'bottle', centre: [1 + index * 0.4, 3, 0.2], size: [0.2, 0.2, 0.4], yaw: 0, paint: productPaint(index) }));
    const contents = { people: [facing], stock, props: [{ ...stock[0]!, centre: [2.4, 2.2, 1] as const }] };
    const fresh = renderFrame(createScene({ statics: room, light }), camera, contents);
    const used = createScene({ statics: room, light });
    renderFrame(used, camera, { ...contents, stock: stock.slice(0, 2) });
    renderFrame(used, camera, nobody);
    const again = renderFrame(used, camera, contents);
    expect(hash(again.rgb)).toBe(hash(fresh.rgb));
    expect(hash(again.id)).toBe(hash(fresh.id));
    expect([...again.depth]).toEqual([...fresh.depth]);
  });
});
