import { createPeopleShadow, PEOPLE_MAP_SIZE } from './crowd.ts';
import type { Amount, Daylight } from './daylight.ts';
import type { Look } from './look.ts';
import { createSpot, paintInto } from './paint.ts';
import type { Target, Window } from './rasterise.ts';
import { createTarget, rasteriseInto } from './rasterise.ts';
import type { Camera, Light, Solid } from './scene-description.ts';
import { shadowPlaceOf } from './shadow-map.ts';
import { screenOf, soupOf } from './solids.ts';
import type { View } from './view.ts';
import { unprojectInto, viewOf } from './view.ts';

/** Samples along a side of a pixel. */
const SAMPLES = 2;
/** Seen where there is nothing: above the walls. */
const VOID = 0.35;

/** What a camera sees of the things that stand still, with and without the light that people may hold off. */
export interface Background {
  readonly view: View;
  readonly nearness: Float32Array;
  /** Linear, without and only with the direct light. */
  readonly ambient: Float32Array;
  readonly direct: Float32Array;
  /** The picture without people. */
  readonly rgb: Uint8Array;
  /** Place of each pixel's surface in the people's shadow map (-1 outside it), and its nearness to the light there. */
  readonly shadowPlace: Int32Array;
  readonly shadowNearness: Float32Array;
  /** Room for drawing one frame, used again for the next. */
  readonly scratch: { readonly target: Target; readonly marks: Uint32Array };
}

export function createBackground(camera: Camera): Background {
  const view = viewOf(camera);
  const pixels = view.width * view.height;
  return {
    view,
    nearness: new Float32Array(pixels),
    ambient: new Float32Array(pixels * 3),
    direct: new Float32Array(pixels * 3),
    rgb: new Uint8Array(pixels * 3),
    shadowPlace: new Int32Array(pixels),
    shadowNearness: new Float32Array(pixels),
    scratch: { target: createTarget(view.width, view.height), marks: new Uint32Array(pixels) },
  };
}

export interface Stage {
  readonly camera: Camera;
  readonly solids: readonly Solid[];
  readonly light: Light;
  readonly look: Look;
  readonly daylight: Daylight;
}

function visible(view: View, solids: readonly Solid[], window: Window): Target {
  const target = { ...createTarget(view.width, view.height), window };
  rasteriseInto(target, screenOf(soupOf(solids), view, 1));
  return target;
}

/** Paints the part of a background in a window anew. */
export function paintBackgroundInto(background: Background, { camera, solids, light, look, daylight }: Stage, window: Window): void {
  const { view, nearness, ambient, direct, rgb } = background;
  const plain = visible(view, solids, window);
  const fineView = viewOf(camera, SAMPLES);
  const fine = visible(fineView, solids, {
    left: window.left * SAMPLES, top: window.top * SAMPLES, right: window.right * SAMPLES, bottom: window.bottom * SAMPLES,
  });
  const peopleShadow = createPeopleShadow(light, daylight.extent);
  const spot = createSpot();
  const amount: Amount = { ambient: 1, direct: 0 };
  const point = new Float64Array(3);
  const share = 1 / (SAMPLES * SAMPLES);
  for (let y = window.top; y < window.bottom; y++) {
    for (let x = window.left; x < window.right; x++) {
      const pixel = y * view.width + x;
      nearness[pixel] = plain.nearness[pixel]!;
      ambient.fill(0, pixel * 3, pixel * 3 + 3);
      direct.fill(0, pixel * 3, pixel * 3 + 3);
      let lit = -1;
      for (let sample = 0; sample < SAMPLES * SAMPLES; sample++) {
        const fx = x * SAMPLES + (sample % SAMPLES);
        const fy = y * SAMPLES + Math.trunc(sample / SAMPLES);
        const face = fine.face[fy * fineView.width + fx]!;
        if (face === 0) {
          for (let channel = 0; channel < 3; channel++) ambient[pixel * 3 + channel]! += share * VOID * light.colour[channel]!;
          continue;
        }
        unprojectInto(point, fineView, { x: fx + 0.5, y: fy + 0.5, depth: 1 / fine.nearness[fy * fineView.width + fx]! });
        paintInto(spot, solids[face - 1]!, point);
        look.grainInto?.(spot, point);
        // The light changes slowly over one surface: one look a pixel and surface will do.
        if (lit !== face) daylight.into(amount, point, spot.normal);
        lit = face;
        for (let channel = 0; channel < 3; channel++) {
          const colour = share * spot.colour[channel]! * light.colour[channel]!;
          ambient[pixel * 3 + channel]! += colour * light.ambientStrength * look.enclosed(amount.ambient);
          direct[pixel * 3 + channel]! += colour * light.directStrength * amount.direct;
        }
      }
      for (let at = pixel * 3; at < pixel * 3 + 3; at++) rgb[at] = look.tone(ambient[at]! + direct[at]!);
      background.shadowPlace[pixel] = -1;
      if (plain.face[pixel] === 0) continue;
      unprojectInto(point, view, { x: x + 0.5, y: y + 0.5, depth: 1 / plain.nearness[pixel]! });
      const { column, row, near } = shadowPlaceOf(peopleShadow, point);
      if (column < 0 || row < 0 || column >= PEOPLE_MAP_SIZE - 1 || row >= PEOPLE_MAP_SIZE - 1) continue;
      background.shadowPlace[pixel] = row * PEOPLE_MAP_SIZE + column;
      background.shadowNearness[pixel] = near;
    }
  }
}
