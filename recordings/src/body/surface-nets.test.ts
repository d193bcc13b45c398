import { describe, expect, it } from 'vitest';
import { surfaceNets } from './surface-nets.ts';

const grid = { origin: [-1, -1, -1], counts: [21, 21, 21], spacing: 0.1 } as const;

function sphere(radius: number): Float32Array {
  const field = new Float32Array(21 ** 3);
  for (let index = 0; index < field.length; index++) {
    const [x, y, z] = [index % 21, Math.trunc(index / 21) % 21, Math.trunc(index / 441)].map((step) => step / 10 - 1) as [number, number, number];
    field[index] = Math.hypot(x, y, z) - radius;
  }
  return field;
}

/** Of a closed mesh, by the divergence theorem: positive when its triangles face outward. */
function volume({ positions, triangles }: ReturnType<typeof surfaceNets>): number {
  const at = (vertex: number) => [positions[vertex * 3]!, positions[vertex * 3 + 1]!, positions[vertex * 3 + 2]!] as const;
  let sum = 0;
  for (let corner = 0; corner < triangles.length; corner += 3) {
    const [a, b, c] = [at(triangles[corner]!), at(triangles[corner + 1]!), at(triangles[corner + 2]!)];
    sum += a[0] * (b[1] * c[2] - b[2] * c[1]) + a[1] * (b[2] * c[0] - b[0] * c[2]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
  }
  return sum / 6;
}

describe('surfaceNets', () => {
  it('finds nothing where the field has one sign', () => {
    expect(surfaceNets(new Float32Array(21 ** 3).fill(1), grid).triangles).toHaveLength(0);
  });

  it('meshes a sphere: closed, facing outward, of the right size', () => {
    const mesh = surfaceNets(sphere(0.6), grid);
    expect(volume(mesh)).toBeGreaterThan(0.95 * (4 / 3) * Math.PI * 0.6 ** 3);
    expect(volume(mesh)).toBeLessThan(1.02 * (4 / 3) * Math.PI * 0.6 ** 3);
    // Euler: vertices - edges + faces = 2, and a closed mesh has 3 edges for 2 triangles.
    expect(mesh.positions.length / 3 - mesh.triangles.length / 6).toBe(2);
  });
});
