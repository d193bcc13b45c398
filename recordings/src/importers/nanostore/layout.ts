import { parseLayout } from '@walkout/contracts';
import type { CameraPlace, Fixture, FloorPoint, Gate, Metres, Shelf, StoreLayout, StorePoint, Vector3 } from '@walkout/contracts';
import { TAX_CLASS } from './catalogue.ts';
import type { Catalogue } from './catalogue.ts';
import { gondolaId, plateId, shelfId } from './names.ts';
import { outwards } from './rotate.ts';
import type { Transform } from './rotate.ts';
import type { StoreParts } from './read-source.ts';
import type { Coordinates } from './source-schema.ts';

const INCH: Metres = 0.0254;
/** Their goods face -y of the gondola's own frame. */
const FRONT: Vector3 = [0, -1, 0];
/** The glass door is in the south front, towards its east end, as the videos show; its exact place is not known. */
const DOOR_WIDTH: Metres = 1;
const DOOR_FROM_EAST: Metres = 2;

const axes = ({ x, y, z }: { x: number; y: number; z: number }): Vector3 => [x, y, z];
const transformOf = ({ transform }: Coordinates): Transform => ({
  translation: axes(transform.translation),
  rotation: axes(transform.rotation),
});

/** Their frame moved so that the floor's south-west corner is the origin. */
function storeFrame(parts: StoreParts): { chain: Transform; width: Metres; depth: Metres } {
  const [left, bottom, right, top] = parts.world.world_ltrb.map((inches) => inches * INCH) as [number, number, number, number];
  return { chain: { translation: [-left, -bottom, 0], rotation: [0, 0, 0] }, width: right - left, depth: top - bottom };
}

function fixturesOf(parts: StoreParts, store: Transform): Fixture[] {
  return parts.gondolas.map(({ id, coordinates }) => {
    const boards = parts.shelves.filter((shelf) => shelf.id.gondola_id.id === id.id);
    const front = Math.min(0, ...boards.map((shelf) => shelf.coordinates.transform.translation.y));
    const { dim_x, dim_y, dim_z } = coordinates;
    const corners: Vector3[] = [[0, front, 0], [dim_x, front, 0], [dim_x, dim_y, 0], [0, dim_y, 0]];
    const footprint = corners.map((corner): FloorPoint => {
      const [x, y] = outwards(corner, [store, transformOf(coordinates)]);
      return [x, y];
    });
    return { id: gondolaId(id.id), name: `Gondola ${id.id}`, footprint, height: dim_z };
  });
}

/** Their shelves in order, with the plates that have a trace. */
function shelvesOf(parts: StoreParts, store: Transform): Shelf[] {
  return parts.shelves.flatMap(({ id, coordinates }): Shelf[] => {
    const gondola = id.gondola_id.id;
    const home = parts.gondolas.find((other) => other.id.id === gondola);
    if (home === undefined) return [];
    const chain = [store, transformOf(home.coordinates), transformOf(coordinates)];
    const [originX, originY] = outwards([0, 0, 0], chain);
    const [frontX, frontY] = outwards(FRONT, chain);
    const plates = parts.plates
      .filter((plate) => plate.id.shelf_id.gondola_id.id === gondola && plate.id.shelf_id.shelf_index === id.shelf_index)
      .filter((plate) => parts.traces.has(plateId(gondola, id.shelf_index, plate.id.plate_index)))
      .sort((a, b) => a.id.plate_index - b.id.plate_index)
      .map((plate) => {
        const { dim_x, dim_y } = plate.coordinates;
        const centre: StorePoint = outwards([dim_x / 2, dim_y / 2, 0], [...chain, transformOf(plate.coordinates)]);
        return { id: plateId(gondola, id.shelf_index, plate.id.plate_index), centre, width: dim_x, depth: dim_y };
      });
    if (plates.length === 0) return [];
    const facing = Math.atan2(frontY - originY, frontX - originX);
    return [{ id: shelfId(gondola, id.shelf_index), name: `Gondola ${gondola}, shelf ${id.shelf_index}`, fixture: gondolaId(gondola), facing, plates }];
  });
}

/**
 * The real store as a layout. Plates without a trace, and products that stand on none, are left out; cameras are uncalibrated
 * (the calibration in the source is that of later sequences).
 *
 * @throws WalkoutError LAYOUT_MALFORMED, LAYOUT_INCONSISTENT
 */
export function nanostoreLayout(parts: StoreParts, catalogue: Catalogue, cameras: readonly CameraPlace[]): StoreLayout {
  const { chain, width, depth } = storeFrame(parts);
  const east = width - DOOR_FROM_EAST;
  const door = (id: string, kind: Gate['kind']): Gate => ({ id, kind, from: [east - DOOR_WIDTH, 0], to: [east, 0] });
  return parseLayout(
    {
      version: 1,
      store: 'nanostore',
      name: 'NanoStore',
      currency: 'USD',
      floor: [[0, 0], [width, 0], [width, depth], [0, depth]],
      cameras,
      gates: [door('entry', 'entry'), door('exit', 'exit')],
      fixtures: fixturesOf(parts, chain),
      shelves: shelvesOf(parts, chain),
      taxClasses: [{ id: TAX_CLASS, name: 'No tax', basisPoints: 0 }],
      products: catalogue.products,
      planogram: catalogue.planogram,
    },
    'the imported layout',
  );
}
