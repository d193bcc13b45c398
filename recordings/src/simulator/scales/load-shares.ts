import type { Metres, Shelf } from '@walkout/contracts';

/** Packs are not quite stiff: the edge of what they press on is blurred by this much. */
const EDGE_BLUR: Metres = 0.012;
/** Part of a plate's load that each neighbouring plate feels through the board. */
const BOARD_LEAK = 0.016;

/** Integral of a step blurred by a logistic curve: grows from 0 to x. */
const softRamp = (x: Metres): Metres => (x > 20 * EDGE_BLUR ? x : EDGE_BLUR * Math.log1p(Math.exp(x / EDGE_BLUR)));

/**
 * How the plates of a shelf share a load: an item that stands on a border loads both plates.
 *
 * @param along middle of the load, metres from the first plate's middle to the shopper's right
 * @param width of the load along the shelf, metres
 * @returns     one share a plate; all shares add up to 1, or less where part of it is beyond the end
 */
export function loadShares(shelf: Shelf, along: Metres, width: Metres): Float64Array {
  const pitch = shelf.plates[0]!.width;
  const [left, right] = [along - width / 2, along + width / 2];
  const below = (x: Metres) => (softRamp(x - left) - softRamp(x - right)) / width;
  const direct = shelf.plates.map(({ width: plateWidth }, index) => below(index * pitch + plateWidth / 2) - below(index * pitch - plateWidth / 2));
  return Float64Array.from(direct, (share, index) => {
    const neighbours = [direct[index - 1], direct[index + 1]].filter((other) => other !== undefined);
    const leaked = neighbours.reduce((sum, other) => sum + other, 0) * BOARD_LEAK;
    return share * (1 - BOARD_LEAK * neighbours.length) + leaked;
  });
}

/** The same for something that stands on the shelf: what hangs over the end is borne by the plates it stands on. */
export function standingShares(shelf: Shelf, along: Metres, width: Metres): Float64Array {
  const shares = loadShares(shelf, along, width);
  const borne = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / borne);
}
