import { describe, expect, it } from 'vitest';
import type { Holdings, Hypothesis } from '../carts/hypothesis.ts';
import { explainMeeting } from './explain-act.ts';

const TIMES: Readonly<Record<string, number>> = { 'west-1': 1_000, 'west-2': 2_000, 'hands-1': 5_000, 'east-1': 1_500 };
const whenOf = (event: string) => TIMES[event] ?? -Infinity;
const holding = (...goods: readonly (readonly [product: string, event: string])[]): Holdings =>
  new Map(goods.map(([product, event]) => [product, { quantity: 1, evidence: [event] }]));

/** How likely each of a giver's goods is passed on, by a meeting of hands that surely touched. */
function passedOn(giver: Holdings): Map<string, number> {
  const story: Hypothesis = { logWeight: 0, carts: new Map([['ann', giver], ['ben', new Map()]]), strays: new Map() };
  const { explanationsIn } = explainMeeting({ kind: 'meeting', at: 6_000, giver: 'ann', taker: 'ben', passed: 1 }, { mayHold: () => giver.keys(), whenOf });
  return new Map(explanationsIn(story).flatMap(({ changes, probability }) => (changes[0] === undefined ? [] : [[changes[0].product, probability]])));
}

describe('hands that met', () => {
  it('mostly passed on what was taken last', () => {
    const passed = passedOn(holding(['milk', 'west-1'], ['tea', 'west-2']));
    expect(passed.get('tea')!).toBeGreaterThan(9 * passed.get('milk')!);
  });

  it('seldom passed back what was just received, also when goods are exchanged', () => {
    const passed = passedOn(holding(['tea', 'east-1'], ['milk', 'hands-1']));
    expect(passed.get('tea')!).toBeGreaterThan(9 * passed.get('milk')!);
  });
});
