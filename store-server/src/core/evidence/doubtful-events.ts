import type { Cart, Probability } from '@walkout/contracts';

/** Shelf events behind what is doubtful in a cart, each once. */
export function doubtfulEvents({ lines, perhaps = [] }: Cart, reviewBelow: Probability): readonly string[] {
  const doubtful = [...lines.filter(({ probability }) => probability < reviewBelow), ...perhaps.filter(({ probability }) => probability > 1 - reviewBelow)];
  return [...new Set(doubtful.flatMap(({ evidence }) => evidence))];
}
