type Range = readonly [least: number, most: number];

/** How long the parts of a movement of the hand to goods take, seconds. */
export interface Manner {
  readonly reach: Range;
  /** The hand upon the goods before they leave. */
  readonly grasp: Range;
  /** While their weight goes from the plate to the hand. */
  readonly lift: Range;
  readonly drawBack: Range;
  /** What is put down: while its weight comes, and the hand upon it after that. */
  readonly lower: Range;
  readonly release: Range;
  /** To and from the basket or bag, and there. */
  readonly stow: Range;
  readonly rummage: Range;
}

const USUAL: Manner = {
  reach: [0.42, 0.68], grasp: [0.1, 0.32], lift: [0.06, 0.16], drawBack: [0.42, 0.66],
  lower: [0.05, 0.12], release: [0.1, 0.3], stow: [0.4, 0.6], rummage: [0.05, 0.2],
};

/** Hands of a shopper in no hurry, in a great hurry, and of one who can hardly make up their mind. */
export const MANNERS = {
  usual: USUAL,
  quick: {
    reach: [0.26, 0.4], grasp: [0.05, 0.14], lift: [0.04, 0.1], drawBack: [0.24, 0.36],
    lower: [0.04, 0.08], release: [0.05, 0.14], stow: [0.26, 0.38], rummage: [0.02, 0.08],
  },
  slow: {
    reach: [0.9, 1.6], grasp: [0.6, 1.8], lift: [1.2, 3.2], drawBack: [0.9, 1.6],
    lower: [0.5, 1.5], release: [0.4, 1.2], stow: [0.6, 1], rummage: [0.1, 0.4],
  },
} as const satisfies Record<string, Manner>;
export type MannerName = keyof typeof MANNERS;
