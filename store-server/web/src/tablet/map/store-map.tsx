import './map.css';
import type { Positions } from '@walkout/contracts';
import type { StorePlan } from '../../../../src/core/views.ts';
import { visitColour } from '../../shared/visit-badge.tsx';
import { boundsOf, degrees, pathOf, upright } from './map-geometry.ts';
import type { Bounds, Point } from './map-geometry.ts';

export interface StoreMapProps {
  readonly plan: StorePlan;
  readonly positions: Positions['positions'];
  /** Number of each visit by its id. */
  readonly ordinals: ReadonlyMap<string, number>;
  readonly selected: string | undefined;
  /** Cameras that are not there just now. */
  readonly offline: ReadonlySet<string>;
}

const MARGIN_M = 0.6;
const PERSON_RADIUS_M = 0.2;
const VIEW_LENGTH_M = 0.8;
const VIEW_HALF_ANGLE = Math.PI / 5;

/** The store from above: metres are the drawing's units, north is up. */
export function StoreMap({ plan, positions, ordinals, selected, offline }: StoreMapProps) {
  const bounds = boundsOf(plan.floor);
  const { left, top, width, height } = bounds;
  const viewBox = [left - MARGIN_M, -top - MARGIN_M, width + 2 * MARGIN_M, height + 2 * MARGIN_M].join(' ');
  return (
    <svg class="map" viewBox={viewBox} role="img" aria-label={`Floor plan, ${positions.length} people in the store`}>
      <path class="map-floor" d={pathOf(plan.floor)} />
      {plan.fixtures.map(({ id, footprint }) => <path key={id} class="map-fixture" d={pathOf(footprint)} />)}
      {plan.shelves.flatMap((shelf) => shelf.plates.map((plate) => (
        <rect key={plate.id} class="map-plate" x={-plate.width / 2} y={-plate.depth / 2} width={plate.width} height={plate.depth} rx={0.03}
          transform={`translate(${upright(plate.centre)}) rotate(${-degrees(shelf.facing) - 90})`} />
      )))}
      {plan.fixtures.map(({ id, name, footprint }) => <FixtureName key={id} name={name} footprint={footprint} />)}
      <path class="map-wall" d={pathOf(plan.floor)} />
      {plan.gates.map((gate) => <GateMark key={gate.id} gate={gate} bounds={bounds} />)}
      {plan.cameras.map((camera) => <CameraMark key={camera.id} camera={camera} offline={offline.has(camera.id)} />)}
      {positions.map(({ person, visit, position }) => (
        <PersonMark key={person} ordinal={visit === undefined ? undefined : ordinals.get(visit)} position={position}
          selected={visit !== undefined && visit === selected} />
      ))}
    </svg>
  );
}

function FixtureName({ name, footprint }: { name: string; footprint: readonly Point[] }) {
  const { left, top, width, height } = boundsOf(footprint);
  const place = upright([left + width / 2, top - height / 2]);
  return (
    <text class="map-label" transform={`translate(${place}) rotate(${height > width ? -90 : 0})`} dominant-baseline="central">{name}</text>
  );
}

function GateMark({ gate, bounds }: { gate: StorePlan['gates'][number]; bounds: Bounds }) {
  const [[fromX, fromY], [toX, toY]] = [gate.from, gate.to];
  const [x, y] = [(fromX + toX) / 2, (fromY + toY) / 2];
  const [awayX, awayY] = [x - (bounds.left + bounds.width / 2), y - (bounds.top - bounds.height / 2)];
  const level = Math.abs(awayX) / bounds.width > Math.abs(awayY) / bounds.height;
  const outside: Point = level ? [x + Math.sign(awayX) * 0.35, y] : [x, y + Math.sign(awayY) * 0.35];
  return (
    <g class={`map-gate map-gate-${gate.kind}`}>
      <line x1={fromX} y1={-fromY} x2={toX} y2={-toY} />
      <text transform={`translate(${upright(outside)}) rotate(${level ? -90 : 0})`} dominant-baseline="central">
        {gate.kind === 'entry' ? 'Entry' : 'Exit'}
      </text>
    </g>
  );
}

function CameraMark({ camera, offline }: { camera: StorePlan['cameras'][number]; offline: boolean }) {
  const { place, heading } = camera;
  if (place === undefined) return null;
  const edge = (angle: number) => `${VIEW_LENGTH_M * Math.cos(angle)} ${-VIEW_LENGTH_M * Math.sin(angle)}`;
  return (
    <g class={offline ? 'map-camera map-camera-offline' : 'map-camera'} transform={`translate(${upright(place)})`}>
      {heading !== undefined && (
        <path d={`M0 0L${edge(heading - VIEW_HALF_ANGLE)}A${VIEW_LENGTH_M} ${VIEW_LENGTH_M} 0 0 0 ${edge(heading + VIEW_HALF_ANGLE)}Z`} />
      )}
      <circle r={0.09} />
      <title>{`Camera ${camera.id}${offline ? ', offline' : ''}`}</title>
    </g>
  );
}

interface PersonMarkProps {
  readonly ordinal: number | undefined;
  readonly position: readonly number[];
  readonly selected: boolean;
}

/** A dot that glides; grey while nobody knows whose visit it is. */
function PersonMark({ ordinal, position: [x, y], selected }: PersonMarkProps) {
  const colour = ordinal === undefined ? 'visit-stranger' : visitColour(ordinal);
  return (
    <g class={`map-person ${colour}`} style={{ transform: `translate(${x}px, ${-y!}px)` }}>
      {selected && <circle class="map-halo" r={PERSON_RADIUS_M * 1.7} />}
      <circle class="map-dot" r={PERSON_RADIUS_M} />
      <text dominant-baseline="central">{ordinal ?? '?'}</text>
    </g>
  );
}
