import type { StoreLayout } from '@walkout/contracts';
import type { Errand, Random } from '@walkout/recordings/simulator';

/** A part of each shopper's list that belongs together; those of one action meet by a word. */
export type Action = readonly (readonly Errand[])[];

/** What is drawn from to make up actions. */
export interface ActionSource {
  readonly layout: StoreLayout;
  readonly random: Random;
  /** The next product of the shopping list. */
  readonly draw: () => string;
  /** A word that no other action has. */
  readonly word: () => string;
}

/** The neighbours to the right of a product on its board, nearest first. */
export function neighboursOf({ planogram, shelves }: StoreLayout, product: string): string[] {
  const entry = planogram.find((one) => one.product === product)!;
  const shelf = shelves.find(({ plates }) => plates.some(({ id }) => id === entry.plates[0]))!;
  const index = (plates: readonly string[]) => shelf.plates.findIndex(({ id }) => id === plates[0]);
  return planogram
    .filter((one) => index(one.plates) > index(entry.plates))
    .sort((a, b) => index(a.plates) - index(b.plates))
    .map((one) => one.product);
}

/** A product with at least one neighbour to its right, and that neighbour. */
function pair({ layout, draw }: ActionSource): readonly [left: string, right: string] {
  for (;;) {
    const left = draw();
    const [right] = neighboursOf(layout, left);
    if (right !== undefined) return [left, right];
  }
}

const aside = 0.28;
const both = { close: true } as const;

/** What one shopper does that confuses scales. */
export const ALONE: Readonly<Record<string, (source: ActionSource) => Action>> = {
  'put back in another place': ({ draw }) => {
    const [product, among] = [draw(), draw()];
    return [[{ kind: 'take', product }, { kind: 'put', product, among }]];
  },
  'several in one grab': ({ draw, random }) => [[{ kind: 'grab', product: draw(), quantity: random.integer(2, 3) }]],
  'held on its plate for long': ({ draw, random }) => [[{ kind: 'hold', product: draw(), seconds: random.uniform(3, 9), then: random.chance(0.6) ? 'take' : 'leave' }]],
  'very slow pick': ({ draw }) => [[{ kind: 'take', product: draw(), manner: 'slow' }]],
  'left on the floor': ({ draw }) => {
    const product = draw();
    return [[{ kind: 'take', product }, { kind: 'drop', product }]];
  },
  'quickly one by one': (source) => {
    const [left, right] = pair(source);
    const products = [left, right, ...neighboursOf(source.layout, right).slice(0, 1)];
    return [[{ kind: 'sweep', product: right, products }]];
  },
  'leaning on a shelf': ({ draw, random }) => [[{ kind: 'lean', product: draw(), seconds: random.uniform(1.5, 5) }]],
  'a bag put down on a shelf': ({ draw, random }) => [[{ kind: 'bag', product: draw(), grams: random.uniform(500, 3_000), seconds: random.uniform(2, 7) }]],
};

/** What two do together that confuses scales and cameras. */
export const TOGETHER: Readonly<Record<string, (source: ActionSource) => Action>> = {
  'two at one plate at once': ({ draw, word }) => {
    const [product, meeting] = [draw(), word()];
    return [[{ kind: 'take', product, meeting, ...both, aside: -aside }], [{ kind: 'take', product, meeting, ...both, aside }]];
  },
  'crossed arms': (source) => {
    const [[left, right], meeting] = [pair(source), source.word()];
    return [[{ kind: 'take', product: right, meeting, ...both, aside: -0.4 }], [{ kind: 'take', product: left, meeting, ...both, aside: 0.4 }]];
  },
  'misplaced and bought by another': ({ draw, word }) => {
    const [product, among, meeting] = [draw(), draw(), word()];
    return [
      [{ kind: 'take', product }, { kind: 'put', product, among }, { kind: 'browse', product: among, meeting, ...both, aside: -aside }],
      [{ kind: 'browse', product: among, meeting, ...both, aside }, { kind: 'take', product, among, ...both }],
    ];
  },
  'hand-over': ({ draw, word }) => {
    const [product, meeting] = [draw(), word()];
    return [[{ kind: 'take', product }, { kind: 'give', product, meeting }], [{ kind: 'receive', meeting }]];
  },
};
