import { describe, expect, it } from 'vitest';
import { shownAttention, watchAttention } from './attention.ts';
import type { AttentionItem, StoreFacts, VisitAtGate } from './attention.ts';

const visit = (ordinal: number, rest: Partial<VisitAtGate> = {}): VisitAtGate =>
  ({ visit: `v${ordinal}`, ordinal, openedAt: 0, admitted: 1, entered: 1, hasPayer: true, alsoInside: [], ...rest });
const at = (capturedAt: number, positions: { person: string; visit?: string; staff?: boolean }[]): StoreFacts['positions'] =>
  ({ capturedAt, positions: positions.map((one) => ({ ...one, position: [1, 1] })) });
/** What is shown after a look at each moment. */
const shown = (looks: readonly Partial<StoreFacts>[]) => {
  let items: readonly AttentionItem[] = [];
  for (const facts of looks) items = watchAttention({ visits: [], uncollected: [], ...facts }, items);
  return shownAttention(items, looks.at(-1)?.positions?.capturedAt ?? 0).map(({ kind, key }) => [kind, key.split('/')[1]]);
};

describe('attention', () => {
  it('is on nothing in an empty store, and on nobody while no map is told', () => {
    expect(shown([{}])).toEqual([]);
    expect(shown([{ visits: [visit(1)] }])).toEqual([]);
  });
  it('is on a visit that nobody on the map is, once the cameras have had their time', () => {
    const looks = (last: number) => [0, last].map((now) => ({ visits: [visit(1)], positions: at(now, []) }));
    expect(shown(looks(9_999))).toEqual([]);
    expect(shown(looks(10_000))).toEqual([['visit-without-person', 'v1']]);
  });
  it('is on a person without a visit who stays so, and not on staff', () => {
    const people = [{ person: 'p1' }, { person: 'p2', staff: true }, { person: 'p3', visit: 'v3' }];
    const seen = (now: number) => ({ visits: [visit(3)], positions: at(now, people) });
    expect(shown([seen(0), seen(7_999)])).toEqual([]);
    expect(shown([seen(0), seen(8_000)])).toEqual([['person-without-visit', 'p1']]);
    expect(shown([seen(0), { positions: at(4_000, []) }, seen(8_000)])).toEqual([]);
  });
  it('is on more people than were let in, at once', () => {
    expect(shown([{ visits: [visit(1, { admitted: 2, entered: 2 })] }])).toEqual([]);
    expect(shown([{ visits: [visit(1, { admitted: 2, entered: 3 })] }])).toEqual([['tailgating', 'v1']]);
  });
});
