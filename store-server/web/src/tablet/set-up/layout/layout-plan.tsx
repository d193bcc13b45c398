import '../../map/map.css';
import { useRef, useState } from 'preact/hooks';
import { cameraCentre } from '@walkout/contracts/plan';
import type { LayoutProblem, StoreLayout } from '@walkout/contracts';
import { cameraView } from '../../../../../src/core/set-up/camera-view.ts';
import { GRID, moved, onGrid } from '../../../../../src/core/set-up/layout-edit.ts';
import type { LayoutItem } from '../../../../../src/core/set-up/layout-edit.ts';
import { boundsOf, degrees, pathOf, upright } from '../../map/map-geometry.ts';
import { itemOf } from './problems.tsx';

export interface LayoutPlanProps {
  readonly layout: StoreLayout;
  readonly selected: LayoutItem | undefined;
  readonly flawed: readonly LayoutProblem[];
  readonly onSelect: (item: LayoutItem) => void;
  readonly onChange: (layout: StoreLayout) => void;
}

const MARGIN_M = 0.6;
const LARGE_STEP = 10;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };

interface Drag {
  readonly item: LayoutItem;
  readonly from: readonly [number, number];
  readonly by: readonly [number, number];
}

type Shelf = StoreLayout['shelves'][number];
const PlateShape = ({ plate, facing }: { plate: Shelf['plates'][number]; facing: number }) => (
  <rect x={-plate.width / 2} y={-plate.depth / 2} width={plate.width} height={plate.depth} rx={0.03}
    transform={`translate(${upright(plate.centre)}) rotate(${-degrees(facing) - 90})`} />
);

/** The plan, north up: what is drawn can be dragged, or moved with the arrow keys (with Shift ten steps at once). */
export function LayoutPlan({ layout, selected, flawed, onSelect, onChange }: LayoutPlanProps) {
  const drawing = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<Drag>();
  const shown = drag === undefined ? layout : moved(layout, drag.item, drag.by);
  const { left, top, width, height } = boundsOf(layout.floor);
  const viewBox = [left - MARGIN_M, -top - MARGIN_M, width + 2 * MARGIN_M, height + 2 * MARGIN_M].join(' ');
  const isFlawed = ({ part, id }: LayoutItem) => flawed.map((problem) => itemOf(problem, layout)).some((item) => item?.part === part && item.id === id);

  function placeOf(event: PointerEvent): readonly [number, number] {
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.current!.getScreenCTM()!.inverse());
    return [x, -y];
  }
  const propsOf = (item: LayoutItem) => ({
    class: ['layout-item', selected?.part === item.part && selected.id === item.id ? 'layout-selected' : '', isFlawed(item) ? 'layout-flawed' : ''].join(' '),
    tabIndex: 0,
    role: 'button' as const,
    'aria-label': `${item.part} ${item.id}`,
    'aria-pressed': selected?.part === item.part && selected.id === item.id,
    onFocus: () => onSelect(item),
    onPointerDown: (event: PointerEvent) => {
      drawing.current!.setPointerCapture(event.pointerId);
      onSelect(item);
      setDrag({ item, from: placeOf(event), by: [0, 0] });
    },
    onKeyDown: (event: KeyboardEvent) => {
      const arrow = ARROWS[event.key];
      if (arrow === undefined) return;
      event.preventDefault();
      const step = GRID * (event.shiftKey ? LARGE_STEP : 1);
      onChange(moved(layout, item, [arrow[0] * step, arrow[1] * step]));
    },
  });

  return (
    <svg ref={drawing} class="map layout-plan" viewBox={viewBox} role="group" aria-label="Floor plan, editable"
      onPointerMove={(event) => {
        if (drag === undefined) return;
        const [x, y] = placeOf(event);
        setDrag({ ...drag, by: [onGrid(x - drag.from[0]), onGrid(y - drag.from[1])] });
      }}
      onPointerUp={() => {
        if (drag !== undefined && (drag.by[0] !== 0 || drag.by[1] !== 0)) onChange(shown);
        setDrag(undefined);
      }}>
      <path class="map-floor" d={pathOf(shown.floor)} />
      <path class="map-wall" d={pathOf(shown.floor)} />
      {shown.cameras.map((camera) => {
        const view = cameraView(camera);
        return view && <path key={camera.id} class="layout-view" d={pathOf(view)} />;
      })}
      {shown.fixtures.map(({ id, footprint }) => <path key={id} {...propsOf({ part: 'fixture', id })} d={pathOf(footprint)} />)}
      {shown.shelves.map(({ id, facing, plates }) => (
        <g key={id} {...propsOf({ part: 'shelf', id })}>
          {plates.map((plate) => <PlateShape key={plate.id} plate={plate} facing={facing} />)}
        </g>
      ))}
      {shown.gates.map(({ id, from, to }) => (
        <g key={id} {...propsOf({ part: 'gate', id })}><line x1={from[0]} y1={-from[1]} x2={to[0]} y2={-to[1]} /></g>
      ))}
      {shown.floor.map((corner, i) => (
        <g key={i} {...propsOf({ part: 'corner', id: String(i) })}><circle r={0.1} transform={`translate(${upright(corner)})`} /></g>
      ))}
      {/* A plate is dragged by itself only once it was chosen: otherwise its shelf is. */}
      {selected?.part === 'plate' && shown.shelves.flatMap(({ facing, plates }) => plates.filter(({ id }) => id === selected.id).map((plate) => (
        <g key={plate.id} {...propsOf(selected)}><PlateShape plate={plate} facing={facing} /></g>
      )))}
      {shown.cameras.map(({ id, calibration }) => calibration && (
        <g key={id} {...propsOf({ part: 'camera', id })}><circle r={0.14} transform={`translate(${upright(cameraCentre(calibration))})`} /></g>
      ))}
    </svg>
  );
}
