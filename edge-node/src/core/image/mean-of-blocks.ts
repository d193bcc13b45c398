import type { Picture } from '../frame.ts';

/**
 * Shrinks by a whole factor: each target pixel the mean of `factor` x `factor` source pixels. The common case (a 640x360
 * camera for a 320x192 network), and four times faster than weighted sums.
 *
 * @param target.start byte of the first target pixel; `target.stride` bytes a target row
 */
export function meanOfBlocksInto(
  target: { readonly pixels: Uint8Array; readonly start: number; readonly stride: number },
  picture: Picture,
  factor: number,
): void {
  if (factor === 2) return meanOfFoursInto(target, picture);
  const rowBytes = 3 * picture.width;
  const columns = Math.floor(picture.width / factor);
  const rows = Math.floor(picture.height / factor);
  const area = factor * factor;
  const half = area >> 1;
  const source = picture.pixels;
  for (let row = 0; row < rows; row++) {
    let at = target.start + row * target.stride;
    for (let column = 0; column < columns; column++, at += 3) {
      let blue = half;
      let green = half;
      let red = half;
      let from = row * factor * rowBytes + column * factor * 3;
      for (let y = 0; y < factor; y++, from += rowBytes) {
        for (let x = 0; x < 3 * factor; x += 3) {
          blue += source[from + x]!;
          green += source[from + x + 1]!;
          red += source[from + x + 2]!;
        }
      }
      target.pixels[at] = (blue / area) | 0;
      target.pixels[at + 1] = (green / area) | 0;
      target.pixels[at + 2] = (red / area) | 0;
    }
  }
}

/** The same by two, without inner loops: three times faster again. */
function meanOfFoursInto(
  { pixels, start, stride }: { readonly pixels: Uint8Array; readonly start: number; readonly stride: number },
  { width, height, pixels: source }: Picture,
): void {
  const rowBytes = 3 * width;
  const columns = width >> 1;
  for (let row = 0; row < height >> 1; row++) {
    let at = start + row * stride;
    let a = 2 * row * rowBytes;
    let b = a + rowBytes;
    for (let column = 0; column < columns; column++, at += 3, a += 6, b += 6) {
      pixels[at] = (source[a]! + source[a + 3]! + source[b]! + source[b + 3]! + 2) >> 2;
      pixels[at + 1] = (source[a + 1]! + source[a + 4]! + source[b + 1]! + source[b + 4]! + 2) >> 2;
      pixels[at + 2] = (source[a + 2]! + source[a + 5]! + source[b + 2]! + source[b + 5]! + 2) >> 2;
    }
  }
}
