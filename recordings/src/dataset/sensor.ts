import type { Random } from '../random.ts';

/** What a cheap camera does to a picture: exposure, white balance, contrast, dark corners, softness, noise; in place. */
export function exposeInto(rgb: Uint8Array, random: Random, width: number): void {
  const height = rgb.length / 3 / width;
  const contrast = Math.exp(random.normal(0, 0.12));
  const gain = Math.exp(random.normal(0, 0.16));
  const casts = [0, 1, 2].map(() => gain * Math.exp(random.normal(0, 0.05)));
  const tables = casts.map((cast) => Float32Array.from({ length: 256 }, (_, value) => 128 + (value * cast - 128) * contrast));
  const noise = random.chance(0.7) ? random.uniform(0, 5) : 0;
  const corners = random.chance(0.4) ? random.uniform(0, 0.3) : 0;
  const grey = random.chance(0.06) ? 1 : random.uniform(0, 0.3);
  // Noise need not be new for each picture to the last bit: a table, read from a random place on, looks the same.
  const grains = Float32Array.from({ length: 8191 }, () => random.normal(0, noise));
  let grain = random.integer(0, grains.length - 1);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const away = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) * 2;
      const dim = 1 - corners * away;
      const red = tables[0]![rgb[at]!]!;
      const green = tables[1]![rgb[at + 1]!]!;
      const blue = tables[2]![rgb[at + 2]!]!;
      const luma = 0.3 * red + 0.59 * green + 0.11 * blue;
      grain = (grain + 1 + (rgb[at]! & 3)) % grains.length;
      const shift = grains[grain]!;
      rgb[at] = toByte((red + (luma - red) * grey) * dim + shift);
      rgb[at + 1] = toByte((green + (luma - green) * grey) * dim + shift);
      rgb[at + 2] = toByte((blue + (luma - blue) * grey) * dim + shift);
    }
  }
}

const toByte = (value: number): number => (value <= 0 ? 0 : value >= 255 ? 255 : Math.round(value));
