import { describe, expect, it } from 'vitest';
import { problemsIn } from '@walkout/contracts';
import { cornerStore } from '../../testing/corner-store.ts';
import { moved, onGrid, removed, withCorner, withNew, withNewPlate, withShelf } from './layout-edit.ts';

const plateCentres = (layout: ReturnType<typeof cornerStore>, shelf: string) => layout.shelves.find(({ id }) => id === shelf)!.plates.map(({ centre }) => centre);

describe('what is moved', () => {
  it('is a fixture with its shelves, and nothing else', () => {
    const layout = moved(cornerStore(), { part: 'fixture', id: 'island' }, [0.5, -0.25]);
    expect(layout.fixtures.find(({ id }) => id === 'island')!.footprint).toEqual([[3.1, 1.75], [4.9, 1.75], [4.9, 2.35], [3.1, 2.35]]);
    expect(plateCentres(layout, 'island')).toEqual([[3.6, 2.05, 1], [4, 2.05, 1], [4.4, 2.05, 1]]);
    expect(plateCentres(layout, 'west')).toEqual(plateCentres(cornerStore(), 'west'));
  });

  it('may be a plate alone, a gate, a corner of the floor', () => {
    const store = cornerStore();
    expect(plateCentres(moved(store, { part: 'plate', id: 'island-1' }, [0, 0.1]), 'island')).toEqual([[3.1, 2.4, 1], [3.5, 2.3, 1], [3.9, 2.3, 1]]);
    expect(moved(store, { part: 'gate', id: 'exit' }, [-1, 0]).gates[1]).toMatchObject({ from: [4, 0], to: [5, 0] });
    expect(moved(store, { part: 'corner', id: '2' }, [1, 0.5]).floor).toEqual([[0, 0], [7, 0], [8, 5.5], [0, 5]]);
  });

  it('stands on the grid, and changes nothing where there is nothing of that id', () => {
    expect([onGrid(0.12), onGrid(0.13), onGrid(0.02)].map((value) => value.toFixed(2))).toEqual(['0.10', '0.15', '0.00']);
    expect(moved(cornerStore(), { part: 'shelf', id: 'nowhere' }, [1, 1])).toEqual(cornerStore());
  });
});

describe('what is removed', () => {
  it('takes along what stands on it, and no product stays on a plate that is gone', () => {
    const layout = removed(cornerStore(), { part: 'fixture', id: 'west' });
    expect([layout.fixtures, layout.shelves].map((things) => things.map(({ id }) => id))).toEqual([['north', 'island'], ['north', 'island']]);
    expect(layout.planogram.map(({ product }) => product)).toEqual(['rye-bread', 'dark-chocolate', 'hand-soap', 'olives']);
  });

  it('is a plate, and with the last one its shelf', () => {
    let layout = removed(cornerStore(), { part: 'plate', id: 'west-1' });
    expect(layout.shelves[0]!.plates.map(({ id }) => id)).toEqual(['west-2', 'west-3']);
    expect(layout.planogram.some(({ product }) => product === 'oat-drink')).toBe(false);
    for (const id of ['west-2', 'west-3']) layout = removed(layout, { part: 'plate', id });
    expect(layout.shelves.map(({ id }) => id)).toEqual(['north', 'island']);
  });

  it('is no corner of a triangle', () => {
    const triangle = removed(cornerStore(), { part: 'corner', id: '3' });
    expect(triangle.floor).toEqual([[0, 0], [7, 0], [7, 5]]);
    expect(removed(triangle, { part: 'corner', id: '0' })).toBe(triangle);
  });
});

describe('what is new', () => {
  it('has an id of its own', () => {
    const first = withNew(cornerStore(), 'gate', [3.5, 0]);
    expect(first.layout.gates.at(-1)).toEqual({ id: 'gate-1', kind: 'entry', from: [3, 0], to: [4, 0] });
    expect(withNew(first.layout, 'gate', [3.5, 0]).item).toEqual({ part: 'gate', id: 'gate-2' });
    expect(withNew(cornerStore(), 'camera', [1, 1]).layout.cameras.at(-1)).toEqual({ id: 'camera-1', imageSize: { width: 1280, height: 720 } });
  });

  it('is a shelf along the longer side of its fixture, without a problem', () => {
    const { layout, item } = withShelf(cornerStore(), 'west', 4);
    // 3.5 m of fixture from y = 1: plates in the middle of 0.875 m each.
    expect(plateCentres(layout, item.id)).toEqual([[0.25, 1.438, 1], [0.25, 2.313, 1], [0.25, 3.188, 1], [0.25, 4.063, 1]]);
    expect(problemsIn(layout)).toEqual([]);
  });

  it('is a plate beside the last one, the way that its shelf goes', () => {
    const { layout, item } = withNewPlate(cornerStore(), 'island');
    // 0.35 m wide, and the plates of this shelf go east.
    expect(plateCentres(layout, 'island')[3]!.map((value) => Number(value.toFixed(3)))).toEqual([4.25, 2.3, 1]);
    expect(item).toEqual({ part: 'plate', id: 'island-plate-1' });
  });

  it('is a corner halfway to the next, and the last one is followed by the first', () => {
    expect(withCorner(cornerStore(), 0)).toMatchObject({ item: { part: 'corner', id: '1' }, layout: { floor: [[0, 0], [3.5, 0], [7, 0], [7, 5], [0, 5]] } });
    expect(withCorner(cornerStore(), 3).layout.floor.at(-1)).toEqual([0, 2.5]);
  });
});
