import { length, normalise, scale, subtract } from '@walkout/contracts';
import type { Vector3 } from '@walkout/contracts';
import type { SceneDescription, Solid } from './scene-description.ts';
import type { Extent, ShadowMap } from './shadow-map.ts';
import { castInto, createShadowMap, lightAt } from './shadow-map.ts';
import { soupOf } from './solids.ts';

/** How much light reaches a place: of the lamps all over the ceiling, and of the brighter side. */
export interface Amount {
  ambient: number;
  direct: number;
}

/** Light that falls on what does not move, after the furniture's shadows. */
export interface Daylight {
  readonly extent: Extent;
  /** The light at a place with a normal. */
  into(amount: Amount, point: Float64Array, normal: Float64Array): void;
}

/** Directions over the upper half of the sky, spread evenly. @source the Fibonacci sphere, Gonzalez 2010 */
const SKY: readonly Vector3[] = Array.from({ length: 14 }, (_, index) => {
  const height = 0.25 + (0.75 * (index + 0.5)) / 14;
  const angle = index * Math.PI * (3 - Math.sqrt(5));
  const across = Math.sqrt(1 - height * height);
  return [across * Math.cos(angle), across * Math.sin(angle), height];
});
const SKY_MAP_SIZE = 320;
const SUN_MAP_SIZE = 1024;
const BIAS = 0.035;
/** Light that comes back from floor and walls and so reaches every place. */
const BOUNCED = 0.4;

/** A ball around the parts of solids up to a room's height. */
export function extentOf(solids: readonly Solid[]): Extent {
  const { positions } = soupOf(solids);
  const low = [Infinity, Infinity, 0];
  const high = [-Infinity, -Infinity, 2.6];
  for (let at = 0; at < positions.length; at++) {
    const axis = at % 3;
    if (axis === 2) continue;
    low[axis] = Math.min(low[axis]!, positions[at]!);
    high[axis] = Math.max(high[axis]!, positions[at]!);
  }
  const [from, to] = [low as unknown as Vector3, high as unknown as Vector3];
  return { centre: scale([from[0] + to[0], from[1] + to[1], from[2] + to[2]], 0.5), radius: length(subtract(to, from)) / 2 };
}

/** Prepares the light of a scene; walls let it in, for the lamps hang inside. */
export function daylightOf({ statics, light }: SceneDescription): Daylight {
  const extent = extentOf(statics);
  const casters = statics.filter(({ centre, size }) => centre[2] + size[2] / 2 < 2.4);
  const soup = soupOf(casters);
  const corners = Uint32Array.from({ length: soup.positions.length / 3 }, (_, index) => index);
  const mapOf = (direction: Vector3, size: number): ShadowMap => {
    const map = createShadowMap(direction, extent, size);
    castInto(map, soup.positions, corners);
    return map;
  };
  const sun = mapOf(normalise(light.direction), SUN_MAP_SIZE);
  const sky = SKY.map((direction) => ({ direction, map: mapOf(direction, SKY_MAP_SIZE) }));
  const open = SKY.reduce((sum, direction) => sum + direction[2], 0);
  return {
    extent,
    into: (amount, point, normal) => {
      let reached = 0;
      for (let index = 0; index < sky.length; index++) {
        const { direction, map } = sky[index]!;
        const facing = direction[0] * normal[0]! + direction[1] * normal[1]! + direction[2] * normal[2]!;
        if (facing > 0) reached += facing * lightAt(map, point, BIAS);
      }
      const facing = Math.max(0, light.direction[0] * normal[0]! + light.direction[1] * normal[1]! + light.direction[2] * normal[2]!);
      amount.ambient = BOUNCED + (1 - BOUNCED) * (reached / open);
      amount.direct = facing === 0 ? 0 : facing * lightAt(sun, point, BIAS);
    },
  };
}
