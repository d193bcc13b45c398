import { describe, expect, it } from 'vitest';
import { isInside, parseLayout, project } from '@walkout/contracts';
import type { StorePoint } from '@walkout/contracts';
import { demoLayout } from './demo-layout.ts';

const layout = demoLayout();

describe('the layout of the demo store', () => {
  it('is a layout as the contracts want it', () => {
    expect(parseLayout(JSON.parse(JSON.stringify(layout)), 'demo')).toEqual(layout);
  });
  it('has more than thirty products from 15 g to 1.6 kg, of two tax classes, each with a barcode of its own', () => {
    expect(layout.products.length).toBeGreaterThanOrEqual(34);
    const grams = layout.products.map(({ unitWeight }) => unitWeight.mean);
    expect(Math.min(...grams)).toBeLessThan(20);
    expect(Math.max(...grams)).toBeGreaterThan(1500);
    expect(new Set(layout.products.map(({ taxClass }) => taxClass)).size).toBe(2);
    expect(new Set(layout.products.map(({ barcode }) => barcode)).size).toBe(layout.products.length);
  });
  it('has its plates on its fixtures, in a row', () => {
    for (const { fixture, plates } of layout.shelves) {
      const { footprint } = layout.fixtures.find(({ id }) => id === fixture)!;
      for (const { centre } of plates) expect(isInside(footprint, [centre[0], centre[1]])).toBe(true);
      const [first, second] = plates;
      expect(Math.hypot(second!.centre[0] - first!.centre[0], second!.centre[1] - first!.centre[1])).toBeCloseTo(first!.width, 3);
    }
  });
  it('has outlines that go round counter-clockwise', () => {
    for (const { footprint } of layout.fixtures) {
      const area = footprint.reduce((sum, [x, y], index) => {
        const [nextX, nextY] = footprint[(index + 1) % footprint.length]!;
        return sum + x * nextY - nextX * y;
      }, 0);
      expect(area).toBeGreaterThan(0);
    }
  });
  it('shows every hand at every plate to two cameras at least', () => {
    for (const { facing, plates } of layout.shelves) {
      for (const { centre } of plates) {
        const hand: StorePoint = [centre[0] + Math.cos(facing) * 0.15, centre[1] + Math.sin(facing) * 0.15, centre[2] + 0.1];
        const views = layout.cameras.filter(({ calibration, imageSize }) => {
          const pixel = project(calibration!, hand);
          return pixel !== undefined && pixel[0] > 5 && pixel[1] > 5 && pixel[0] < imageSize.width - 5 && pixel[1] < imageSize.height - 5;
        });
        expect(views.length).toBeGreaterThanOrEqual(2);
      }
    }
  });
});
