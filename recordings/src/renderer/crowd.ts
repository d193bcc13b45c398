import { normalise } from '@walkout/contracts';
import type { PosedMesh } from '../body/mesh.ts';
import { meshOf, poseMesh } from '../body/mesh.ts';
import type { FrameContents, Light } from './scene-description.ts';
import type { Extent, ShadowMap } from './shadow-map.ts';
import { castInto, createShadowMap } from './shadow-map.ts';
import { soupOf } from './solids.ts';

/** Coarse on purpose: lamps are not points, so the edge of a shadow is soft. */
export const PEOPLE_MAP_SIZE = 400;

export const createPeopleShadow = (light: Light, extent: Extent): ShadowMap =>
  createShadowMap(normalise(light.direction), extent, PEOPLE_MAP_SIZE);

/** What moves at one moment, the same for all cameras. */
export interface Crowd {
  readonly meshes: readonly PosedMesh[];
  /** Who and what holds off the direct light. */
  readonly shadow: ShadowMap;
}

/** Poses the people of a moment and lets them, and what they carry, cast shadows. */
export function crowdOf({ people, props }: FrameContents, light: Light, extent: Extent): Crowd {
  const meshes = people.map(({ shape, pose }) => poseMesh(shape, pose));
  const shadow = createPeopleShadow(light, extent);
  meshes.forEach(({ positions }, index) => castInto(shadow, positions, meshOf(people[index]!.shape).triangles));
  const carried = soupOf(props);
  castInto(shadow, carried.positions, Uint32Array.from({ length: carried.positions.length / 3 }, (_, index) => index));
  return { meshes, shadow };
}
