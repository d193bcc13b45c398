import type { Metres } from '@walkout/contracts';
import type { Random } from '../random.ts';

/** Linear light, red green blue, each in [0, 1]. */
export type Colour = readonly [red: number, green: number, blue: number];

/** What a person looks like, standing still: plain data, so that it may be kept in a recording. */
export interface BodyShape {
  readonly heightM: Metres;
  /** Girth against the middle build: 0.85 slight … 1.25 stout. */
  readonly build: number;
  readonly sex: 'female' | 'male';
  /** Part of the arm that is clothed, shoulder to wrist: 0.3 a T-shirt … 1 a pullover. */
  readonly sleeve: number;
  /** Part of the leg that is clothed, hip to ankle: 0.4 shorts … 1 trousers. */
  readonly hem: number;
  /** How far the trousers or the skirt stand off the legs, metres. */
  readonly flare: Metres;
  readonly skirt: boolean;
  /** Thickness of the upper clothes, metres: 0.008 a shirt … 0.03 a winter jacket. */
  readonly jacket: Metres;
  readonly hair: 'bald' | 'short' | 'long' | 'bun' | 'cap' | 'hood';
  readonly bag: 'none' | 'backpack' | 'shoulder';
  readonly topPattern: 'plain' | 'stripes' | 'checks' | 'halves';
  readonly skinColour: Colour;
  readonly hairColour: Colour;
  readonly topColour: Colour;
  /** The second colour of the top's pattern, and of the bag. */
  readonly accentColour: Colour;
  readonly trousersColour: Colour;
  readonly shoesColour: Colour;
}
