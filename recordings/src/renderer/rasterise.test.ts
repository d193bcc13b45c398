import { describe, expect, it } from 'vitest';
import { createTarget, rasteriseInto } from './rasterise.ts';

/** Clockwise on paper is from outside with y down: corners at (0, 0), (0, 4), (4, 0) in pixels. */
const triangle = (nearness: number) => new Float32Array([0, 0, nearness, 0, 4, nearness, 4, 0, nearness]);
const corners = new Uint32Array([0, 1, 2]);
const draw = { corners, firstFace: 1, cull: true } as const;

describe('rasteriseInto', () => {
  it('draws nothing of nothing', () => {
    const target = createTarget(4, 4);
    rasteriseInto(target, { ...draw, screen: new Float32Array(0), corners: new Uint32Array(0) });
    expect(target.face.every((face) => face === 0)).toBe(true);
  });

  it('fills the pixels whose middle it covers', () => {
    const target = createTarget(4, 4);
    rasteriseInto(target, { ...draw, screen: triangle(0.5) });
    expect([...target.face]).toEqual([1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 0]);
    expect(target.nearness[0]).toBe(0.5);
  });

  it('keeps the nearest, in whatever order', () => {
    for (const order of [[0.5, 0.25], [0.25, 0.5]]) {
      const target = createTarget(4, 4);
      order.forEach((nearness, index) => rasteriseInto(target, { ...draw, screen: triangle(nearness), firstFace: index + 1 }));
      expect(target.nearness[0]).toBe(0.5);
      expect(target.face[0]).toBe(order.indexOf(0.5) + 1);
    }
  });

  it('interpolates nearness linearly over the image', () => {
    const target = createTarget(4, 4);
    rasteriseInto(target, { ...draw, screen: new Float32Array([0, 0, 0, 0, 4, 0, 4, 0, 4]) });
    expect(target.nearness[0]).toBeCloseTo(0.5, 6);
    expect(target.nearness[2]).toBeCloseTo(2.5, 6);
  });

  it('leaves out backs, what is behind the camera and what is outside the window', () => {
    const target = createTarget(4, 4);
    rasteriseInto(target, { ...draw, screen: triangle(0.5), corners: new Uint32Array([0, 2, 1]) });
    rasteriseInto(target, { ...draw, screen: triangle(-1) });
    rasteriseInto({ ...target, window: { left: 3, top: 3, right: 4, bottom: 4 } }, { ...draw, screen: triangle(0.5) });
    expect(target.face.every((face) => face === 0)).toBe(true);
  });

  it('counts the pixels it covers, hidden or not, once', () => {
    const target = createTarget(4, 4);
    target.nearness.fill(9);
    const outline = { marks: new Uint32Array(16), mark: 1, pixels: 0 };
    rasteriseInto(target, { ...draw, screen: triangle(0.5), corners: new Uint32Array([0, 1, 2, 0, 1, 2]), outline });
    expect(outline.pixels).toBe(10);
    expect(target.face[0]).toBe(0);
  });
});
