import { distance, KEYPOINT } from '@walkout/contracts';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.ts';
import { gaitRate, keypointsOf, palmOf, poseBody, randomShape } from './index.ts';
import type { BodyShape, Stance } from './index.ts';

const shape: BodyShape = { ...randomShape(createRandom(1)), heightM: 1.75, sex: 'male', build: 1, jacket: 0.01, hair: 'short' };
const standing: Stance = { position: [0, 0], heading: 0, gaitPhase: 0, speed: 0, reaches: [] };
const joint = (stance: Stance, name: keyof typeof KEYPOINT, of = shape) => keypointsOf(of, poseBody(of, stance))[KEYPOINT[name]]!;

describe('poseBody', () => {
  it('stands upright with its joints where an anthropometric table has them', () => {
    // Drillis & Contini 1966, of a body of 1.75 m: shoulder 0.818, hip 0.530, knee 0.285 of the height, ankle 0.039.
    expect(joint(standing, 'left_shoulder')[2]).toBeCloseTo(1.43, 1);
    expect(joint(standing, 'left_hip')[2]).toBeCloseTo(0.93, 1);
    expect(joint(standing, 'left_knee')[2]).toBeCloseTo(0.5, 1);
    expect(joint(standing, 'left_ankle')[2]).toBeCloseTo(0.085, 3);
    expect(joint(standing, 'left_shoulder')[1]).toBeCloseTo(0.18, 2);
    expect(joint(standing, 'right_shoulder')[1]).toBeCloseTo(-0.18, 2);
    expect(joint(standing, 'nose')[0]).toBeGreaterThan(0.08);
    expect(joint(standing, 'left_wrist')[2]).toBeLessThan(0.95);
  });

  it('turns and moves as a whole', () => {
    const turned = { ...standing, position: [3, 2] as const, heading: Math.PI / 2 };
    const [x, y, z] = joint(standing, 'nose');
    const nose = joint(turned, 'nose');
    expect(nose[0]).toBeCloseTo(3 - y, 6);
    expect(nose[1]).toBeCloseTo(2 + x, 6);
    expect(nose[2]).toBeCloseTo(z, 6);
  });

  it('keeps every bone as long as it is, whatever it does', () => {
    const random = createRandom('bones');
    for (let trial = 0; trial < 40; trial++) {
      const stance: Stance = {
        ...standing, gaitPhase: random.uniform(0, 7), speed: random.uniform(0, 1.6), crouch: random.next(),
        reaches: [{ hand: 'right', target: [random.uniform(-0.2, 2), random.uniform(-1, 1), random.uniform(0, 2.4)], amount: random.next() }],
      };
      expect(distance(joint(stance, 'right_shoulder'), joint(stance, 'right_elbow'))).toBeCloseTo(0.285, 6);
      expect(distance(joint(stance, 'right_elbow'), joint(stance, 'right_wrist'))).toBeCloseTo(0.255, 6);
      expect(distance(joint(stance, 'left_hip'), joint(stance, 'left_knee'))).toBeCloseTo(0.42, 6);
      expect(distance(joint(stance, 'left_knee'), joint(stance, 'left_ankle'))).toBeCloseTo(0.416, 6);
    }
  });

  it.each([1.6, 1.75, 1.95])('brings the palm of a person of %f m within 2 cm of every place on a shelf', (heightM) => {
    const person = { ...shape, heightM };
    for (const hand of ['left', 'right'] as const) {
      for (let z = 0.2; z <= 1.81; z += 0.2) {
        for (const x of [0.35, 0.55, 0.75]) {
          for (const y of [-0.3, 0, 0.3]) {
            const pose = poseBody(person, { ...standing, reaches: [{ hand, target: [x, y, z], amount: 1 }] });
            expect(distance(palmOf(person, pose, hand), [x, y, z]), `${hand} ${x} ${y} ${z}`).toBeLessThan(0.02);
          }
        }
      }
    }
  });

  it('moves the palm without a jump as the reach grows', () => {
    const palm = (amount: number) => palmOf(shape, poseBody(shape, { ...standing, reaches: [{ hand: 'left', target: [0.7, 0.2, 0.4], amount }] }), 'left');
    for (let step = 1; step <= 50; step++) expect(distance(palm(step / 50), palm((step - 1) / 50))).toBeLessThan(0.09);
  });

  it('does not let a foot slide while it stands', () => {
    const speed = 1.2;
    const at = (seconds: number) => joint({ ...standing, speed, position: [speed * seconds, 0], gaitPhase: gaitRate(shape, speed) * seconds }, 'left_ankle');
    expect(Math.abs(at(0.3)[0] - at(0.1)[0])).toBeLessThan(0.01);
  });

  it('stretches towards what is out of reach', () => {
    const pose = poseBody(shape, { ...standing, reaches: [{ hand: 'left', target: [5, 0, 1.2], amount: 1 }] });
    expect(palmOf(shape, pose, 'left')[0]).toBeGreaterThan(0.9);
    expect(palmOf(shape, pose, 'left').every(Number.isFinite)).toBe(true);
  });
});
