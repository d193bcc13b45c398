import { cameraCentre } from '@walkout/contracts';
import type { Calibration, FloorPoint, Metres, StoreLayout, StorePoint } from '@walkout/contracts';

/** A body hides what is behind its middle within this distance, up to its height. */
const BODY_RADIUS: Metres = 0.17;

export interface Upright {
  readonly position: FloorPoint;
  readonly height: Metres;
}

/** Part of the way from `from` to `to` (0 … 1) that lies within a convex, counter-clockwise polygon; `undefined` when none does. */
function within(footprint: readonly FloorPoint[], from: StorePoint, to: StorePoint): readonly [number, number] | undefined {
  let [enter, leave] = [0, 1];
  for (const [index, [ax, ay]] of footprint.entries()) {
    const [bx, by] = footprint[(index + 1) % footprint.length]!;
    const side = (x: number, y: number) => (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    const [start, end] = [side(from[0], from[1]), side(to[0], to[1])];
    if (start < 0 && end < 0) return undefined;
    if (start < 0) enter = Math.max(enter, start / (start - end));
    else if (end < 0) leave = Math.min(leave, start / (start - end));
  }
  return enter < leave ? [enter, leave] : undefined;
}

function behindBody({ position: [x, y], height }: Upright, from: StorePoint, to: StorePoint): boolean {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const along = ((x - from[0]) * dx + (y - from[1]) * dy) / (dx * dx + dy * dy || 1);
  if (along <= 0 || along >= 1) return false;
  const gap = Math.hypot(from[0] + along * dx - x, from[1] + along * dy - y);
  return gap < BODY_RADIUS && from[2] + along * (to[2] - from[2]) < height;
}

/** What one camera can see. */
export interface Sight {
  readonly eye: StorePoint;
  /**
   * Whether nothing stands between the camera and a point: no fixture (taken as a solid block behind its boards' front edge, so that
   * a hand within it still shows from above) and none of the bodies, taken as upright cylinders.
   */
  isVisible(point: StorePoint, others: readonly Upright[]): boolean;
  /** Those of some bodies that may stand between the camera and somebody at a place. */
  before(place: FloorPoint, bodies: readonly Upright[]): Upright[];
}

/** People reach this far from where they stand. */
const REACH: Metres = 1.3;

export function createSight({ fixtures }: Pick<StoreLayout, 'fixtures'>, camera: Calibration): Sight {
  const eye = cameraCentre(camera);
  const boxes = fixtures.map(({ footprint, height }) => ({
    footprint, height,
    low: [Math.min(...footprint.map(([x]) => x)), Math.min(...footprint.map(([, y]) => y))] as const,
    high: [Math.max(...footprint.map(([x]) => x)), Math.max(...footprint.map(([, y]) => y))] as const,
  }));
  const mayHide = ({ low, high }: (typeof boxes)[number], [x, y]: StorePoint): boolean =>
    Math.min(x, eye[0]) <= high[0] && Math.max(x, eye[0]) >= low[0] && Math.min(y, eye[1]) <= high[1] && Math.max(y, eye[1]) >= low[1];
  const isHidden = (box: (typeof boxes)[number], point: StorePoint): boolean => {
    if (!mayHide(box, point)) return false;
    const span = within(box.footprint, eye, point);
    const heightAt = (part: number) => eye[2] + part * (point[2] - eye[2]);
    // A hand at work is itself within the block: that end of the way does not count.
    return span !== undefined && span[1] < 1 && Math.min(heightAt(span[0]), heightAt(span[1])) < box.height;
  };
  return {
    eye,
    isVisible: (point, others) => !boxes.some((box) => isHidden(box, point)) && !others.some((body) => behindBody(body, eye, point)),
    before([x, y], bodies) {
      const away = Math.hypot(x - eye[0], y - eye[1]);
      return bodies.filter(({ position }) => {
        const along = ((position[0] - eye[0]) * (x - eye[0]) + (position[1] - eye[1]) * (y - eye[1])) / (away || 1);
        const aside = Math.abs((position[0] - eye[0]) * (y - eye[1]) - (position[1] - eye[1]) * (x - eye[0])) / (away || 1);
        return along > -BODY_RADIUS && along < away + REACH && aside < REACH + BODY_RADIUS;
      });
    },
  };
}
