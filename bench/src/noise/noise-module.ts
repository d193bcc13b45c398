import type { PoseNoise } from '@walkout/recordings/simulator';
import { SHIPPED } from '../vision/networks.ts';

export interface NoiseProvenance {
  readonly seed: number;
  readonly frames: number;
  /** Name → version and hash. */
  readonly models: Readonly<Record<string, string>>;
}

/** The source file that holds the fitted noise, and where it comes from. */
export function noiseModule(noise: PoseNoise, { seed, frames, models }: NoiseProvenance): string {
  const by = SHIPPED.map((name) => `${name} ${models[name] ?? 'unknown'}`).join(', ');
  const groups = Object.entries(noise.joints).map(([group, states]) => {
    const lines = Object.entries(states).map(([state, { confidence, error }]) =>
      `      ${state}: {\n        confidence: [${confidence.join(', ')}],\n        error: [${error.map(({ median, spread }) => `{ median: ${median}, spread: ${spread} }`).join(', ')}],\n      },`);
    return `    ${group}: {\n${lines.join('\n')}\n    },`;
  });
  const { persistence, misses, score, switches, ghosts, appearance } = noise;
  return [
    "import type { PoseNoise } from './pose-noise.ts';",
    '',
    '/**',
    ' * Noise of our own networks on pictures whose truth is known. Written by `npm run fit-noise`; not by hand.',
    ' *',
    ` * @source demo store, seed ${seed}, ${frames} frames of each camera; ${by}`,
    ' */',
    'export const FITTED_NOISE: PoseNoise = {',
    '  joints: {',
    ...groups,
    '  },',
    `  persistence: { error: ${persistence.error}, confidence: ${persistence.confidence} },`,
    '  misses: [',
    ...misses.map(({ upTo, lost, found }) => `    { upTo: ${upTo}, lost: ${lost}, found: ${found} },`),
    '  ],',
    `  score: [${score.join(', ')}],`,
    `  switches: ${switches},`,
    `  ghosts: { begin: ${ghosts.begin}, last: ${ghosts.last}, confidence: [${ghosts.confidence.join(', ')}], besidePeople: ${ghosts.besidePeople} },`,
    `  appearance: { bias: ${appearance.bias}, spread: ${appearance.spread}, none: ${appearance.none} },`,
    '};',
    '',
  ].join('\n');
}
