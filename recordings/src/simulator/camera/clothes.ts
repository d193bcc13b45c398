import type { BodyShape, Colour } from '../../body/index.ts';

const companded = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 * t + 16) / 116);

/** CIE L*, a*, b* of linear light, D65, each scaled to [0, 1] as edge nodes say them. @source CIE 15:2004, section 8.2.1 */
function scaledLab([red, green, blue]: Colour): number[] {
  const x = companded((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047);
  const y = companded(0.2126729 * red + 0.7151522 * green + 0.072175 * blue);
  const z = companded((0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883);
  return [(116 * y - 16) / 100, (500 * (x - y) + 128) / 256, (200 * (y - z) + 128) / 256];
}

/** What an edge node would say of somebody's clothes in even light: upper and lower body. */
export const clothesOf = ({ topColour, trousersColour }: BodyShape): number[] => [...scaledLab(topColour), ...scaledLab(trousersColour)];
