import { cameraCentre } from '@walkout/contracts/plan';
import type { CameraPlace, StoreLayout } from '@walkout/contracts';
import { headingOf, shiftedCamera, turnedCamera } from '../../../../../src/core/set-up/camera-pose.ts';
import { moved, withPlate } from '../../../../../src/core/set-up/layout-edit.ts';
import type { LayoutItem } from '../../../../../src/core/set-up/layout-edit.ts';

export interface ItemFieldsProps {
  readonly layout: StoreLayout;
  readonly item: LayoutItem;
  readonly onChange: (layout: StoreLayout) => void;
}

const plateOf = (layout: StoreLayout, id: string) => layout.shelves.flatMap(({ plates }) => plates).find((plate) => plate.id === id);

/** The point that something is moved by: its south-western corner, the start of a gate, the middle of a plate, the place of a camera. */
export function anchorOf(layout: StoreLayout, { part, id }: LayoutItem): readonly [x: number, y: number] | undefined {
  const cornerOf = (points: readonly (readonly number[])[]) => [Math.min(...points.map(([x]) => x!)), Math.min(...points.map(([, y]) => y!))] as const;
  switch (part) {
    case 'fixture': return cornerOf(layout.fixtures.find((fixture) => fixture.id === id)?.footprint ?? []);
    case 'shelf': return cornerOf(layout.shelves.find((shelf) => shelf.id === id)?.plates.map(({ centre }) => centre) ?? []);
    case 'plate': {
      const [x, y] = plateOf(layout, id)?.centre ?? [0, 0];
      return [x, y];
    }
    case 'corner': return layout.floor[Number(id)];
    case 'gate': return layout.gates.find((gate) => gate.id === id)?.from;
    case 'camera': {
      const calibration = layout.cameras.find((camera) => camera.id === id)?.calibration;
      if (calibration === undefined) return undefined;
      const [x, y] = cameraCentre(calibration);
      return [x, y];
    }
  }
}

const DEGREES = 180 / Math.PI;
/** How high a calibrated camera hangs, and where it looks. */
function CameraFields({ camera, onChange }: { camera: CameraPlace; onChange: (camera: CameraPlace) => void }) {
  const { calibration } = camera;
  if (calibration === undefined) return null;
  const [height, heading] = [cameraCentre(calibration)[2], headingOf(calibration)];
  return (
    <>
      <Metre name="Height" value={height} onValue={(z) => z > 0 && onChange(shiftedCamera(camera, [0, 0, z - height]))} />
      <label>
        Heading, degrees from east
        <input type="number" step="1" value={(heading * DEGREES).toFixed(1)} onChange={(event) => {
          const wanted = event.currentTarget.valueAsNumber;
          if (Number.isFinite(wanted)) onChange(turnedCamera(camera, wanted / DEGREES - heading));
        }} />
      </label>
    </>
  );
}

const Metre = ({ name, value, onValue }: { name: string; value: number; onValue: (value: number) => void }) => (
  <label>
    {name}, m
    <input type="number" step="0.05" value={value.toFixed(3)} onChange={(event) => {
      if (Number.isFinite(event.currentTarget.valueAsNumber)) onValue(event.currentTarget.valueAsNumber);
    }} />
  </label>
);

/** What is selected, in figures. */
export function ItemFields({ layout, item, onChange }: ItemFieldsProps) {
  const anchor = anchorOf(layout, item);
  const fixture = item.part === 'fixture' ? layout.fixtures.find(({ id }) => id === item.id) : undefined;
  const gate = item.part === 'gate' ? layout.gates.find(({ id }) => id === item.id) : undefined;
  const withFixture = (part: Partial<StoreLayout['fixtures'][number]>) =>
    onChange({ ...layout, fixtures: layout.fixtures.map((each) => (each.id === item.id ? { ...each, ...part } : each)) });
  const withGate = (part: Partial<StoreLayout['gates'][number]>) =>
    onChange({ ...layout, gates: layout.gates.map((each) => (each.id === item.id ? { ...each, ...part } : each)) });
  const plate = item.part === 'plate' ? plateOf(layout, item.id) : undefined;
  const camera = item.part === 'camera' ? layout.cameras.find(({ id }) => id === item.id) : undefined;
  return (
    <div class="fields fields-line">
      {anchor === undefined ? <p class="soft">Its place comes with its calibration.</p> : (
        <>
          <Metre name="x, east" value={anchor[0]} onValue={(x) => onChange(moved(layout, item, [x - anchor[0], 0]))} />
          <Metre name="y, north" value={anchor[1]} onValue={(y) => onChange(moved(layout, item, [0, y - anchor[1]]))} />
        </>
      )}
      {camera && (
        <CameraFields camera={camera} onChange={(next) => onChange({ ...layout, cameras: layout.cameras.map((each) => (each.id === item.id ? next : each)) })} />
      )}
      {plate && (
        <>
          <Metre name="Height" value={plate.centre[2]} onValue={(z) => z >= 0 && onChange(withPlate(layout, item.id, (each) => ({ ...each, centre: [each.centre[0], each.centre[1], z] })))} />
          <Metre name="Width" value={plate.width} onValue={(width) => width > 0 && onChange(withPlate(layout, item.id, (each) => ({ ...each, width })))} />
          <Metre name="Depth" value={plate.depth} onValue={(depth) => depth > 0 && onChange(withPlate(layout, item.id, (each) => ({ ...each, depth })))} />
        </>
      )}
      {fixture && (
        <>
          <label>Name<input value={fixture.name} maxLength={120} onChange={(event) => event.currentTarget.value.trim() && withFixture({ name: event.currentTarget.value })} /></label>
          <Metre name="Height" value={fixture.height} onValue={(height) => height > 0 && withFixture({ height })} />
        </>
      )}
      {gate && (
        <label>
          Kind
          <select value={gate.kind} onChange={(event) => withGate({ kind: event.currentTarget.value as 'entry' | 'exit' })}>
            <option value="entry">Entry</option><option value="exit">Exit</option>
          </select>
        </label>
      )}
      {gate && <Metre name="End x" value={gate.to[0]} onValue={(x) => withGate({ to: [x, gate.to[1]] })} />}
      {gate && <Metre name="End y" value={gate.to[1]} onValue={(y) => withGate({ to: [gate.to[0], y] })} />}
    </div>
  );
}
