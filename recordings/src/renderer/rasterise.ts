/** Part of an image: from left, top up to, but without, right, bottom. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The nearest surface of each pixel. */
export interface Target {
  readonly width: number;
  readonly height: number;
  /** Larger is nearer; 0 is empty. 1 / depth for a camera, height towards the light for a shadow map. */
  readonly nearness: Float32Array;
  /** What is nearest, 0 nothing. */
  readonly face: Uint32Array;
  readonly window: Window;
}

export function createTarget(width: number, height: number): Target {
  return {
    width, height,
    nearness: new Float32Array(width * height),
    face: new Uint32Array(width * height),
    window: { left: 0, top: 0, right: width, bottom: height },
  };
}

export interface Triangles {
  /** x, y, nearness a vertex; nearness < 0 is behind the camera. */
  readonly screen: Float32Array;
  /** Three vertices each. */
  readonly corners: Uint32Array;
  /** What to write for triangle t: `faces[t]`, or `firstFace + t` without. */
  readonly faces?: Uint32Array;
  readonly firstFace: number;
  /** Leaves out triangles seen from behind. */
  readonly cull: boolean;
  /** Marks the pixels the triangles cover, hidden or not, with `mark`, and counts each once. */
  readonly outline?: { readonly marks: Uint32Array; readonly mark: number; pixels: number };
}

/** Draws triangles where they are nearer than what is there; a pixel belongs to the triangle over its middle. */
export function rasteriseInto(target: Target, { screen, corners, faces, firstFace, cull, outline }: Triangles): void {
  const { width, nearness, face, window } = target;
  for (let corner = 0, triangle = 0; corner < corners.length; corner += 3, triangle++) {
    const a = corners[corner]! * 3;
    const b = corners[corner + 1]! * 3;
    const c = corners[corner + 2]! * 3;
    const n0 = screen[a + 2]!;
    const n1 = screen[b + 2]! - n0;
    const n2 = screen[c + 2]! - n0;
    if (n0 < 0 || n1 + n0 < 0 || n2 + n0 < 0) continue;
    const x0 = screen[a]!;
    const y0 = screen[a + 1]!;
    const x1 = screen[b]! - x0;
    const y1 = screen[b + 1]! - y0;
    const x2 = screen[c]! - x0;
    const y2 = screen[c + 1]! - y0;
    const area = x1 * y2 - x2 * y1;
    // Image y points down, so a triangle that is counter-clockwise from outside has a negative area.
    if (cull ? area >= 0 : area === 0) continue;
    const left = Math.max(window.left, Math.ceil(x0 + Math.min(0, x1, x2) - 0.5));
    const right = Math.min(window.right - 1, Math.floor(x0 + Math.max(0, x1, x2) - 0.5));
    const top = Math.max(window.top, Math.ceil(y0 + Math.min(0, y1, y2) - 0.5));
    const bottom = Math.min(window.bottom - 1, Math.floor(y0 + Math.max(0, y1, y2) - 0.5));
    if (left > right || top > bottom) continue;
    const inverse = 1 / area;
    const value = faces === undefined ? firstFace + triangle : faces[triangle]!;
    const w1x = y2 * inverse;
    const w2x = -y1 * inverse;
    for (let y = top; y <= bottom; y++) {
      const dy = y + 0.5 - y0;
      const dx = left + 0.5 - x0;
      let w1 = (dx * y2 - dy * x2) * inverse;
      let w2 = (dy * x1 - dx * y1) * inverse;
      let pixel = y * width + left;
      for (let x = left; x <= right; x++, pixel++, w1 += w1x, w2 += w2x) {
        if (w1 < 0 || w2 < 0 || w1 + w2 > 1) continue;
        if (outline !== undefined && outline.marks[pixel] !== outline.mark) {
          outline.marks[pixel] = outline.mark;
          outline.pixels++;
        }
        const near = n0 + n1 * w1 + n2 * w2;
        if (near <= nearness[pixel]!) continue;
        nearness[pixel] = near;
        face[pixel] = value;
      }
    }
  }
}
