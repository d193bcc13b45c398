/** sRGB byte to linear light in [0, 1], IEC 61966-2-1. */
const LINEAR = Float64Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

const companded = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 * t + 16) / 116);

/**
 * CIE L* (0 to 100), a*, b* of an sRGB colour, white point D65.
 *
 * @param blue, green, red bytes
 * @source CIE 15:2004, section 8.2.1; sRGB primaries of IEC 61966-2-1
 */
export function labOf(blue: number, green: number, red: number): readonly [lightness: number, a: number, b: number] {
  const [r, g, b] = [LINEAR[red]!, LINEAR[green]!, LINEAR[blue]!];
  const x = companded((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = companded(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = companded((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
