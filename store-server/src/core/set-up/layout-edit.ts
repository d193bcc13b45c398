import type { CameraPlace, FloorPoint, LayoutPart, Metres, StoreLayout } from '@walkout/contracts';

/** Something that is drawn on the plan. */
export interface LayoutItem {
  readonly part: Extract<LayoutPart, 'fixture' | 'shelf' | 'gate' | 'camera'>;
  readonly id: string;
}

/** Things stand on a grid of this, so that what is drawn by hand is straight. */
export const GRID: Metres = 0.05;
export const onGrid = (value: Metres): Metres => Math.round(value / GRID) * GRID;
/** Millimetres: no layout is measured finer. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;
const shifted = ([x, y]: FloorPoint, [dx, dy]: FloorPoint): [number, number] => [rounded(x + dx), rounded(y + dy)];

/** A camera hung elsewhere: t = -R c, so a step of the centre by d is a step of t by -R d. */
function shiftedCamera(camera: CameraPlace, [dx, dy]: FloorPoint): CameraPlace {
  const { calibration } = camera;
  if (calibration === undefined) return camera;
  const cameraFromStore = (calibration.cameraFromStore as [number, number, number, number][]).map(([a, b, c, t]) => [a, b, c, t - a * dx - b * dy]);
  return { ...camera, calibration: { ...calibration, cameraFromStore } };
}

function shiftedShelf(shelf: StoreLayout['shelves'][number], [dx, dy]: FloorPoint): StoreLayout['shelves'][number] {
  return { ...shelf, plates: shelf.plates.map((plate) => ({ ...plate, centre: [...shifted([plate.centre[0], plate.centre[1]], [dx, dy]), plate.centre[2]] })) };
}

/** The layout with something moved; a fixture takes its shelves along. */
export function moved(layout: StoreLayout, { part, id }: LayoutItem, by: FloorPoint): StoreLayout {
  switch (part) {
    case 'fixture': return {
      ...layout,
      fixtures: layout.fixtures.map((fixture) => (fixture.id === id ? { ...fixture, footprint: fixture.footprint.map((corner) => shifted(corner, by)) } : fixture)),
      shelves: layout.shelves.map((shelf) => (shelf.fixture === id ? shiftedShelf(shelf, by) : shelf)),
    };
    case 'shelf': return { ...layout, shelves: layout.shelves.map((shelf) => (shelf.id === id ? shiftedShelf(shelf, by) : shelf)) };
    case 'gate': return {
      ...layout, gates: layout.gates.map((gate) => (gate.id === id ? { ...gate, from: shifted(gate.from, by), to: shifted(gate.to, by) } : gate)),
    };
    case 'camera': return { ...layout, cameras: layout.cameras.map((camera) => (camera.id === id ? shiftedCamera(camera, by) : camera)) };
  }
}

/** The layout without something; a fixture takes its shelves along, and products lose the plates that go. */
export function removed(layout: StoreLayout, { part, id }: LayoutItem): StoreLayout {
  const others = <T extends { readonly id: string }>(things: readonly T[]): T[] => things.filter((thing) => thing.id !== id);
  if (part === 'gate') return { ...layout, gates: others(layout.gates) };
  if (part === 'camera') return { ...layout, cameras: others(layout.cameras) };
  const shelves = layout.shelves.filter((shelf) => (part === 'fixture' ? shelf.fixture !== id : shelf.id !== id));
  const kept = new Set(shelves.flatMap(({ plates }) => plates.map((plate) => plate.id)));
  const planogram = layout.planogram.map((entry) => ({ ...entry, plates: entry.plates.filter((plate) => kept.has(plate)) })).filter(({ plates }) => plates.length > 0);
  return { ...layout, shelves, planogram, fixtures: part === 'fixture' ? others(layout.fixtures) : layout.fixtures };
}

/** An id that nothing has: `fixture-1`, `fixture-2` … */
function freeId(layout: StoreLayout, part: string): string {
  const taken = new Set([...layout.fixtures, ...layout.shelves, ...layout.gates, ...layout.cameras, ...layout.shelves.flatMap(({ plates }) => plates)].map(({ id }) => id));
  for (let n = 1; ; n += 1) if (!taken.has(`${part}-${n}`)) return `${part}-${n}`;
}

const HALF_FIXTURE: readonly [Metres, Metres] = [0.6, 0.25];
const PLATE = { width: 0.3, depth: 0.4, height: 1 } as const;
const HALF_GATE: Metres = 0.5;

/** The layout with a gondola, a gate, or a camera that is yet to be calibrated. */
export function withNew(layout: StoreLayout, part: 'fixture' | 'gate' | 'camera', [x, y]: FloorPoint): { readonly layout: StoreLayout; readonly item: LayoutItem } {
  const id = freeId(layout, part);
  const item = { part, id };
  const [w, d] = HALF_FIXTURE;
  switch (part) {
    case 'fixture': return {
      item, layout: { ...layout, fixtures: [...layout.fixtures, { id, name: id, height: 1.8, footprint: [[x - w, y - d], [x + w, y - d], [x + w, y + d], [x - w, y + d]] }] },
    };
    case 'gate': return { item, layout: { ...layout, gates: [...layout.gates, { id, kind: 'entry', from: [x - HALF_GATE, y], to: [x + HALF_GATE, y] }] } };
    case 'camera': return { item, layout: { ...layout, cameras: [...layout.cameras, { id, imageSize: { width: 1280, height: 720 } }] } };
  }
}

/** The layout with a shelf of so many plates on a fixture, along its longer side. */
export function withShelf(layout: StoreLayout, fixtureId: string, count: number): { readonly layout: StoreLayout; readonly item: LayoutItem } {
  const corners = layout.fixtures.find(({ id }) => id === fixtureId)!.footprint;
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const level = right - left >= top - bottom;
  const step = (level ? right - left : top - bottom) / count;
  const id = freeId(layout, 'shelf');
  const plates = Array.from({ length: count }, (_, i) => {
    const along = step * (i + 0.5);
    const centre: [number, number, number] = level ? [left + along, (bottom + top) / 2, PLATE.height] : [(left + right) / 2, bottom + along, PLATE.height];
    return { id: `${id}-${i + 1}`, centre: centre.map(rounded) as [number, number, number], width: Math.min(PLATE.width, step), depth: PLATE.depth };
  });
  const shelf = { id, name: id, fixture: fixtureId, facing: level ? -Math.PI / 2 : 0, plates };
  return { item: { part: 'shelf', id }, layout: { ...layout, shelves: [...layout.shelves, shelf] } };
}
