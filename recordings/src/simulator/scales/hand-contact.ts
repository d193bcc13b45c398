import type { Grams, Metres } from '@walkout/contracts';
import type { Random } from '../../random.ts';
import type { ShelfScale } from './shelf-scale.ts';
import { SAMPLE_RATE } from './shelf-scale.ts';

/** A hand at work on a shelf: what it presses and pulls, sample by sample. */
export interface HandContact {
  press(scale: ShelfScale): void;
}

/** The force of a hand that grasps, and how long it keeps a direction. */
const MEAN_FORCE: Grams = 12;
const FORCE_SPREAD: Grams = 14;
/** What is grasped is pushed and tilted by this part of its weight. */
const TILT = 0.07;
const TREMBLE_SECONDS = 0.04;
const LEANING_CHANCE = 0.15;
const LEANING: readonly [Grams, Grams] = [60, 250];
const BRUSH_CHANCE = 0.4;
const BRUSH: Grams = 18;

/**
 * @param along where the hand is, metres along the shelf
 * @param grams weight of what it handles
 * @param force of a hand that rests or leans; left out: of one that grasps, drawn
 * @source      cps-test-01 of the AiFi NanoStore: 0.1 to 0.25 s before an item leaves its plates feel +20 to +50 g, trembling;
 *              while it leaves up to -115 g instead of its -57 g; plates 0.2 m beside felt -25 g for 0.2 s, brushed in passing
 */
export function createHandContact(along: Metres, grams: Grams, random: Random, force?: Grams): HandContact {
  const spread = FORCE_SPREAD + TILT * grams;
  const grasp = random.chance(LEANING_CHANCE) ? random.uniform(...LEANING) : random.normal(MEAN_FORCE, MEAN_FORCE);
  const mean = force ?? grasp;
  const brushed = random.chance(BRUSH_CHANCE) ? along + random.pick([-1, 1]) * random.uniform(0.12, 0.25) : undefined;
  const brush = random.normal(0, BRUSH);
  const keep = Math.exp(-1 / (SAMPLE_RATE * TREMBLE_SECONDS));
  let tremble = 0;
  let place = along;
  return {
    press(scale) {
      tremble = keep * tremble + random.normal(0, spread * Math.sqrt(1 - keep * keep));
      place += random.normal(0, 0.004);
      scale.press(place, mean + tremble);
      if (brushed !== undefined) scale.press(brushed, brush * (1 + random.normal(0, 0.4)));
    },
  };
}
