import type { FloorPoint, LayoutPart, Metres, StoreLayout } from '@walkout/contracts';
import { shiftedCamera } from './camera-pose.ts';

/** Something that is drawn on the plan. */
export interface LayoutItem {
  readonly part: Extract<LayoutPart, 'fixture' | 'shelf' | 'plate' | 'gate' | 'camera'> | 'corner';
  /** Of a corner of the floor its index, from 0. */
  readonly id: string;
}

/** Things stand on a grid of this, so that what is drawn by hand is straight. */
export const GRID: Metres = 0.05;
export const onGrid = (value: Metres): Metres => Math.round(value / GRID) * GRID;
/** Millimetres: no layout is measured finer. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;
const shifted = ([x, y]: FloorPoint, [dx, dy]: FloorPoint): [number, number] => [rounded(x + dx), rounded(y + dy)];

type Shelf = StoreLayout['shelves'][number];
type Plate = Shelf['plates'][number];
const shiftedPlate = (plate: Plate, by: FloorPoint): Plate =>
  ({ ...plate, centre: [...shifted([plate.centre[0], plate.centre[1]], by), plate.centre[2]] });
const shiftedShelf = (shelf: Shelf, by: FloorPoint): Shelf => ({ ...shelf, plates: shelf.plates.map((plate) => shiftedPlate(plate, by)) });

/** The layout with a plate changed. */
export const withPlate = (layout: StoreLayout, id: string, change: (plate: Plate) => Plate): StoreLayout =>
  ({ ...layout, shelves: layout.shelves.map((shelf) => ({ ...shelf, plates: shelf.plates.map((plate) => (plate.id === id ? change(plate) : plate)) })) });

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
    case 'camera': return { ...layout, cameras: layout.cameras.map((camera) => (camera.id === id ? shiftedCamera(camera, [by[0], by[1], 0]) : camera)) };
    case 'plate': return withPlate(layout, id, (plate) => shiftedPlate(plate, by));
    case 'corner': return { ...layout, floor: layout.floor.map((corner, i) => (i === Number(id) ? shifted(corner, by) : corner)) };
  }
}

/** A floor is at least a triangle. */
const FEWEST_CORNERS = 3;

/** The layout without something; a fixture takes its shelves along, the last plate its shelf, and products lose the plates that go. */
export function removed(layout: StoreLayout, { part, id }: LayoutItem): StoreLayout {
  const others = <T extends { readonly id: string }>(things: readonly T[]): T[] => things.filter((thing) => thing.id !== id);
  if (part === 'gate') return { ...layout, gates: others(layout.gates) };
  if (part === 'camera') return { ...layout, cameras: others(layout.cameras) };
  if (part === 'corner') return layout.floor.length <= FEWEST_CORNERS ? layout : { ...layout, floor: layout.floor.toSpliced(Number(id), 1) };
  const shelves = part === 'plate'
    ? layout.shelves.map((shelf) => ({ ...shelf, plates: others(shelf.plates) })).filter(({ plates }) => plates.length > 0)
    : layout.shelves.filter((shelf) => (part === 'fixture' ? shelf.fixture !== id : shelf.id !== id));
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

/** The layout with one more corner of the floor, halfway from a corner to the next. */
export function withCorner(layout: StoreLayout, after: number): { readonly layout: StoreLayout; readonly item: LayoutItem } {
  const [from, to] = [layout.floor[after]!, layout.floor[(after + 1) % layout.floor.length]!];
  const corner: [number, number] = [rounded((from[0] + to[0]) / 2), rounded((from[1] + to[1]) / 2)];
  return { item: { part: 'corner', id: String(after + 1) }, layout: { ...layout, floor: layout.floor.toSpliced(after + 1, 0, corner) } };
}

/** The layout with one more plate on a shelf, beside its last one and in line with the first. */
export function withNewPlate(layout: StoreLayout, shelfId: string): { readonly layout: StoreLayout; readonly item: LayoutItem } {
  const shelf = layout.shelves.find(({ id }) => id === shelfId)!;
  const last = shelf.plates.at(-1)!;
  // Along the shelf: to the left of whoever looks out of it.
  const along: FloorPoint = [-Math.sin(shelf.facing) * last.width, Math.cos(shelf.facing) * last.width];
  const before = shelf.plates.at(-2) ?? last;
  const backwards = along[0] * (last.centre[0] - before.centre[0]) + along[1] * (last.centre[1] - before.centre[1]) < 0;
  const id = freeId(layout, `${shelfId}-plate`);
  const plate = { ...shiftedPlate(last, backwards ? [-along[0], -along[1]] : along), id };
  return {
    item: { part: 'plate', id },
    layout: { ...layout, shelves: layout.shelves.map((each) => (each.id === shelfId ? { ...each, plates: [...each.plates, plate] } : each)) },
  };
}
