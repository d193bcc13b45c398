import { lookAt } from '@walkout/contracts';
import type { CameraPlace, Gate, Metres, Radians, StoreLayout, StorePoint } from '@walkout/contracts';

/** A hall for as many shoppers as wanted: a plot of floor for each, in columns, each column with its own way in and out. */
export interface LoadStore {
  readonly layout: StoreLayout;
  readonly columns: number;
  readonly rows: number;
  /** Side of a shopper's square plot. */
  readonly plot: Metres;
}

/** A camera watches this much floor alone; every place is then seen by about four. */
const FLOOR_PER_CAMERA = 7.5;
const CEILING: Metres = 3.2;
const IMAGE = { width: 640, height: 360 };
const FIELD_OF_VIEW: Radians = (95 * Math.PI) / 180;
/** Cameras look this far ahead of themselves to the floor, half of them one way and half the other. */
const AHEAD: Metres = 3;
export const ENTRY_LANE = 0.35;
export const EXIT_LANE = -0.35;

function camera(index: number, eye: StorePoint): CameraPlace {
  const focal = IMAGE.width / 2 / Math.tan(FIELD_OF_VIEW / 2);
  const ahead = index % 2 === 0 ? AHEAD : -AHEAD;
  return {
    id: `c${index}`,
    imageSize: IMAGE,
    calibration: {
      focal: [focal, focal],
      principal: [IMAGE.width / 2, IMAGE.height / 2],
      distortion: [0, 0, 0, 0, 0],
      cameraFromStore: lookAt(eye, [eye[0], eye[1] + ahead, 0]),
    },
  };
}

/** Cameras evenly over a floor, at the same density whatever its size. */
function ceilingCameras(count: number, [width, depth]: readonly [Metres, Metres]): CameraPlace[] {
  const across = Math.max(1, Math.round(Math.sqrt((count * width) / depth)));
  return Array.from({ length: count }, (_, index) => {
    const rows = Math.ceil(count / across);
    const row = Math.floor(index / across);
    const inRow = row === rows - 1 ? count - row * across : across;
    const x = (((index % across) + 0.5) * width) / inRow;
    return camera(index, [x, ((row + 0.5) * depth) / rows, CEILING]);
  });
}

/** @param shoppers at once in the hall; the floor depends on the cameras alone */
export function loadStore({ cameras, shoppers }: { readonly cameras: number; readonly shoppers: number }): LoadStore {
  const plot = Math.sqrt((cameras * FLOOR_PER_CAMERA) / shoppers);
  const columns = Math.max(1, Math.round(Math.sqrt(shoppers)));
  const rows = Math.ceil(shoppers / columns);
  const [width, depth] = [columns * plot, rows * plot];
  const gates = Array.from({ length: columns }, (_, column): Gate[] => {
    const lane = column * plot + plot / 2;
    const gate = (kind: Gate['kind'], aside: Metres): Gate => ({ id: `${kind}-${column}`, kind, from: [lane + aside - 0.3, 0], to: [lane + aside + 0.3, 0] });
    return [gate('entry', ENTRY_LANE), gate('exit', EXIT_LANE)];
  }).flat();
  return {
    columns,
    rows,
    plot,
    layout: {
      version: 1, store: 'load', name: 'Load', currency: 'EUR',
      floor: [[0, 0], [width, 0], [width, depth], [0, depth]],
      cameras: ceilingCameras(cameras, [width, depth]),
      gates, fixtures: [], shelves: [], taxClasses: [{ id: 'food', name: 'Food', basisPoints: 700 }], products: [], planogram: [],
    },
  };
}
