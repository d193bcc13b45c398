import type { Random } from '../../random.ts';

/** One way a board swings. Its state is a turning, shrinking arrow; its real part is how far the board is out. */
interface Mode {
  readonly turnReal: number;
  readonly turnImaginary: number;
  /** How much of the swing each plate shows. */
  readonly shape: Float64Array;
  real: number;
  imaginary: number;
}

/** A board that swings when something moves on it and, a little, all the time. */
export interface BoardVibration {
  /** One sample on: `kicks` are the changes of force on each plate since the last, grams. Returns grams a plate. */
  step(kicks: Float64Array, unrest: number): Float64Array;
}

/** Part of a change of load that the board swings with at first. */
const RESPONSE = 0.2;

/** A board moves up and down as a whole, and it tilts: how far at each plate. */
const HEAVE = (): number => 1;
const TILT = (place: number): number => 1.6 * place;

function createMode(plates: number, form: (place: number) => number, { random, sampleRate }: { random: Random; sampleRate: number }): Mode {
  const frequency = random.uniform(8, 20);
  const decay = random.uniform(0.2, 0.5);
  const shrink = Math.exp(-1 / (sampleRate * decay));
  const angle = (2 * Math.PI * frequency) / sampleRate;
  const placeOf = (index: number) => (index + 0.5) / plates - 0.5;
  return {
    turnReal: shrink * Math.cos(angle),
    turnImaginary: shrink * Math.sin(angle),
    shape: Float64Array.from({ length: plates }, (_, index) => form(placeOf(index)) * random.uniform(0.7, 1.2)),
    real: 0,
    imaginary: 0,
  };
}

/**
 * The swinging of one board.
 *
 * @param quiet  standard deviation at rest of each mode, grams
 * @source       Two damped modes, stepped exactly. Fitted to cps-test-01 of the AiFi NanoStore: after 560 g had left, its
 *               neighbours rang at 10 to 20 Hz by 25 g, gone after half a second; at rest 8 to 25 Hz prevail and plates
 *               of one board are correlated by 0.45
 */
export function createBoardVibration(plates: number, quiet: number, { random, sampleRate }: { random: Random; sampleRate: number }): BoardVibration {
  const modes = [HEAVE, TILT].map((form) => createMode(plates, form, { random, sampleRate }));
  return {
    step(kicks, unrest) {
      const grams = new Float64Array(plates);
      for (const mode of modes) {
        const size = Math.hypot(mode.turnReal, mode.turnImaginary);
        const noise = quiet * unrest * Math.sqrt(1 - size * size);
        const kick = kicks.reduce((sum, change, index) => sum + change * mode.shape[index]!, 0) * RESPONSE;
        const { real, imaginary } = mode;
        mode.real = real * mode.turnReal - imaginary * mode.turnImaginary + random.normal(0, noise);
        mode.imaginary = real * mode.turnImaginary + imaginary * mode.turnReal + random.normal(0, noise) + kick;
        for (let index = 0; index < plates; index++) grams[index]! += mode.real * mode.shape[index]!;
      }
      return grams;
    },
  };
}
