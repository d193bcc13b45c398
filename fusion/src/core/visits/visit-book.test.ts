import { describe, expect, it } from 'vitest';
import type { FloorPoint, StoreLayout } from '@walkout/contracts';
import type { Person } from '../people/person.ts';
import { createVisitBook } from './visit-book.ts';
import type { VisitBook } from './visit-book.ts';

const layout = {
  floor: [[0, 0], [7, 0], [7, 5], [0, 5]],
  gates: [
    { id: 'in', kind: 'entry', from: [1, 0], to: [2, 0] },
    { id: 'out', kind: 'exit', from: [5, 0], to: [6, 0] },
  ],
} as unknown as StoreLayout;

const person = (id: string, ...position: [number, number]): Person => ({
  id, position: position as FloorPoint, joint: () => undefined, velocity: [0, 0], bornAt: 0, seenAt: Infinity,
});
const enter = (passage: string, capturedAt: number) => ({ passage, capturedAt, direction: 'in' as const });
const leave = (passage: string, capturedAt: number) => ({ passage, capturedAt, direction: 'out' as const });
/** The same in the middle of the room, in clothes of a colour. */
const dressed = (id: string, x: number, appearance: readonly number[] | undefined): Person => ({ ...person(id, x, 3), appearance });

/** Two have come in one after the other: v1, followed as p1, and v2, followed as p2. */
function bookOfTwo(): VisitBook {
  const book = createVisitBook(layout);
  book.passage('in', enter('v1', 0));
  book.update(100, [person('p1', 1.5, 0.25)]);
  book.passage('in', enter('v2', 1500));
  book.update(1600, [person('p1', 3, 2), person('p2', 1.5, 0.25)]);
  return book;
}

describe('visit book', () => {
  it('binds who stands at the gate, not who stands elsewhere', () => {
    const book = createVisitBook(layout);
    book.passage('in', enter('v1', 1000));
    book.update(1100, [person('far', 6, 4), person('near', 1.5, 0.4)]);
    expect(book.visitOf('near')).toBe('v1');
    expect(book.visitOf('far')).toBeUndefined();
  });

  it('takes nobody who stands inside already for who is about to step in', () => {
    const book = createVisitBook(layout);
    book.passage('in', enter('v1', 1000));
    book.update(1000, [person('inside', 1.5, 0.7)]);
    expect(book.visitOf('inside')).toBeUndefined();
    book.update(1100, [person('inside', 1.5, 0.7), person('entering', 1.5, 0.25)]);
    expect(book.visitOf('entering')).toBe('v1');
  });

  it('takes nobody who waits before the gate for who goes in, though they are nearer to it', () => {
    const book = createVisitBook(layout);
    book.passage('in', enter('v1', 1000));
    book.update(1100, [person('waiting', 1.4, 0.05), person('walking', 1.6, 0.15)]);
    book.update(1200, [person('waiting', 1.4, 0.05), person('walking', 1.6, 0.3)]);
    expect([book.visitOf('waiting'), book.visitOf('walking')]).toEqual([undefined, 'v1']);
    book.passage('in', enter('v2', 2000));
    book.update(2200, [person('waiting', 1.4, 0.3), person('walking', 1.6, 1.6)]);
    expect(book.visitOf('waiting')).toBe('v2');
  });

  it('finds who lingers in the gate rather than somebody who walks by inside', () => {
    const book = createVisitBook(layout);
    book.passage('in', enter('v1', 1000));
    for (let at = 1100; at < 2000; at += 100) book.update(at, [person('lingering', 1.4, 0.1), person('walking', 2.5, 1)]);
    expect([book.visitOf('lingering'), book.visitOf('walking')]).toEqual(['v1', undefined]);
  });

  it('takes who steps in by the lane beside for nobody else, though somebody lingers in theirs', () => {
    const lanes = { ...layout, gates: [...layout.gates, { id: 'beside', kind: 'entry', from: [2, 0], to: [3, 0] }] } as unknown as StoreLayout;
    const book = createVisitBook(lanes);
    book.passage('in', enter('v1', 1000));
    for (let at = 1100; at < 3000; at += 100) book.update(at, []);
    book.passage('beside', enter('v2', 3000));
    book.update(3100, [person('p2', 2.4, 0.15)]);
    expect(book.visitOf('p2')).toBeUndefined();
    book.update(3200, [person('p2', 2.4, 0.25), person('p1', 1.4, 0.2)]);
    expect([book.visitOf('p1'), book.visitOf('p2')]).toEqual(['v1', 'v2']);
  });

  it('takes nobody who is followed twice for two', () => {
    const book = createVisitBook(layout);
    book.passage('in', enter('v1', 1000));
    book.update(1100, [person('p1', 1.2, 0.25)]);
    book.passage('in', enter('v2', 1500));
    book.update(1600, [person('p1', 1.2, 0.35), person('double', 1.25, 0.2), person('p2', 1.9, 0.25)]);
    expect([book.visitOf('p2'), book.visitOf('double')]).toEqual(['v2', undefined]);
    // The double goes on as who was followed first.
    book.update(1700, [person('double', 1.25, 0.4), person('p2', 1.9, 0.35)]);
    expect(book.visitOf('double')).toBe('v1');
  });

  it('knows who was lost at the gate from who comes in next', () => {
    const book = createVisitBook(layout);
    book.passage('in', enter('v1', 1000));
    book.update(1100, [person('p1', 1.2, 0.25)]);
    book.passage('in', enter('v2', 1500));
    book.update(1600, [person('again', 1.3, 0.3), person('p2', 1.9, 0.25)]);
    expect([book.visitOf('again'), book.visitOf('p2')]).toEqual(['v1', 'v2']);
  });

  it('waits for a newcomer whom the cameras see late, further in', () => {
    const book = createVisitBook(layout);
    book.passage('in', enter('v1', 1000));
    book.update(1100, []);
    expect(book.unseenNear([1.5, 0.5], 1100)).toEqual(['v1']);
    book.update(2500, [person('p1', 1.5, 1.9)]);
    expect(book.visitOf('p1')).toBe('v1');
  });

  it('says who may have been where nobody was seen, as far as they can have walked', () => {
    const book = createVisitBook(layout);
    book.passage('in', enter('v1', 0));
    book.update(100, [person('p1', 1.5, 0.25)]);
    book.update(1000, [person('p1', 1.5, 0.5)]);
    book.update(3000, []);
    const far: FloorPoint = [6.5, 4.5];
    expect([book.unseenNear([2, 1], 900), book.unseenNear([2, 1], 1500), book.unseenNear(far, 1500), book.unseenNear(far, 4500)]).toEqual([[], ['v1'], [], ['v1']]);
  });

  it('opens a visit once, however often its passage comes', () => {
    const book = createVisitBook(layout);
    book.passage('in', enter('v1', 1000));
    book.passage('in', enter('v1', 1000));
    expect(book.open()).toHaveLength(1);
  });

  it('takes a party that enters on one code as one visit, over when the last of them has left', () => {
    const book = createVisitBook(layout);
    book.passage('in', { ...enter('a1', 0), visit: 'family' });
    book.update(100, [person('p1', 1.5, 0.2)]);
    book.passage('in', { ...enter('a2', 1500), visit: 'family' });
    book.update(1600, [person('p1', 3, 2), person('p2', 1.5, 0.2)]);
    expect([book.visitOf('p1'), book.visitOf('p2')]).toEqual(['family', 'family']);
    book.update(5000, [person('p1', 5.5, 0.2), person('p2', 3, 2)]);
    book.passage('out', leave('x1', 5000));
    expect(book.open()).toEqual([{ id: 'family', gate: 'in', openedAt: 0, staff: false }]);
    book.update(9000, [person('p2', 5.5, 0.2)]);
    book.passage('out', leave('x2', 9000));
    expect(book.open()[0]?.leftAt).toBe(9000);
  });

  it('says that it cannot tell two apart who come in at the same moment', () => {
    const book = createVisitBook(layout);
    book.passage('in', enter('v1', 1000));
    book.passage('in', enter('v2', 1050));
    book.passage('in', enter('v3', 2000));
    expect(['v1', 'v2', 'v3'].map((visit) => book.shopperOf(visit))).toEqual([0.5, 0.5, 1]);
  });

  it('knows shoppers by their clothes when they were taken for each other', () => {
    const book = bookOfTwo();
    const [red, blue] = [[0.5, 0.8, 0.7], [0.3, 0.5, 0.2]];
    for (let at = 2000; at < 6000; at += 200) book.update(at, [dressed('p1', 3, red), dressed('p2', 4, blue)]);
    expect([book.visitOf('p1'), book.visitOf('p2')]).toEqual(['v1', 'v2']);
    for (let at = 6000; at < 7000; at += 200) book.update(at, [dressed('p1', 3, blue), dressed('p2', 4, red)]);
    expect([book.visitOf('p1'), book.visitOf('p2')]).toEqual(['v1', 'v2']);
    for (let at = 7000; at < 9000; at += 200) book.update(at, [dressed('p1', 3, blue), dressed('p2', 4, red)]);
    expect([book.visitOf('p1'), book.visitOf('p2')]).toEqual(['v2', 'v1']);
  });

  it('knows two apart who wear nearly the same when each looks far more like the other', () => {
    const book = bookOfTwo();
    const [grey, greyer] = [[0.5, 0.5, 0.5], [0.55, 0.53, 0.46]];
    for (let at = 2000; at < 6000; at += 200) book.update(at, [dressed('p1', 3, grey), dressed('p2', 4, greyer)]);
    for (let at = 6000; at < 9000; at += 200) book.update(at, [dressed('p1', 3, greyer), dressed('p2', 4, greyer)]);
    expect([book.visitOf('p1'), book.visitOf('p2')]).toEqual(['v1', 'v2']);
    for (let at = 9000; at < 12_000; at += 200) book.update(at, [dressed('p1', 3, greyer), dressed('p2', 4, grey)]);
    expect([book.visitOf('p1'), book.visitOf('p2')]).toEqual(['v2', 'v1']);
  });

  it('is in doubt about two who were lost near each other and wear nothing that tells them apart', () => {
    const doubts = (clothes: readonly (readonly number[] | undefined)[]): number[] => {
      const book = bookOfTwo();
      for (let at = 2000; at < 6000; at += 200) book.update(at, [dressed('p1', 3, clothes[0]), dressed('p2', 4, clothes[1])]);
      book.update(7000, []);
      book.update(8000, [dressed('p3', 1, clothes[0]), dressed('p4', 6, clothes[1])]);
      expect([book.visitOf('p3'), book.visitOf('p4')]).toEqual(['v1', 'v2']);
      return ['v1', 'v2'].map(book.shopperOf);
    };
    expect(doubts([undefined, undefined])).toEqual([0.5, 0.5]);
    expect(doubts([[0.5, 0.5, 0.5], [0.5, 0.5, 0.5]])).toEqual([0.5, 0.5]);
    expect(doubts([[0.5, 0.8, 0.7], [0.3, 0.5, 0.2]])).toEqual([1, 1]);
  });

  it('knows staff by their passage', () => {
    const book = createVisitBook(layout);
    book.passage('in', { ...enter('v1', 0), staff: true });
    book.passage('in', enter('v2', 0));
    expect([book.isStaff('v1'), book.isStaff('v2'), book.isStaff('nobody')]).toEqual([true, false, false]);
  });

  it('finds a lost shopper again under another name', () => {
    const book = createVisitBook(layout);
    book.passage('in', enter('v1', 0));
    book.update(100, [person('p1', 1.5, 0.5)]);
    book.update(5000, [person('p1', 3, 2)]);
    book.update(6000, [person('p2', 3.4, 2.2), person('p3', 6, 4.5)]);
    expect(book.visitOf('p2')).toBe('v1');
  });

  it('gives somebody who comes back under their own name their visit again, and who was taken for them the next', () => {
    const book = createVisitBook(layout);
    book.passage('in', enter('v1', 0));
    book.update(100, [person('p1', 1.5, 0.25)]);
    book.update(600, [person('p2', 1.9, 0.4)]);
    expect(book.visitOf('p2')).toBe('v1');
    book.passage('in', enter('v2', 900));
    book.update(1500, [person('p1', 1.5, 0.6), person('p2', 2, 0.4)]);
    expect([book.visitOf('p1'), book.visitOf('p2')]).toEqual(['v1', 'v2']);
  });

  it('gives the visit of somebody who is seen no more to who turned up beside them just then, not to the next at the gate', () => {
    const book = createVisitBook(layout);
    book.passage('in', enter('v1', 1000));
    const seen = (id: string, y: number, { from, to }: { from: number; to: number }): Person => ({ ...person(id, 1.5, y), bornAt: from, seenAt: to });
    book.update(1100, [seen('p1', 0.2, { from: 0, to: 1000 }), seen('p2', 0.7, { from: 1000, to: 1100 })]);
    expect(book.visitOf('p1')).toBe('v1');
    book.update(1400, [seen('p1', 0.2, { from: 0, to: 1000 }), seen('p2', 0.9, { from: 1000, to: 1400 })]);
    expect([book.visitOf('p1'), book.visitOf('p2')]).toEqual([undefined, 'v1']);
    book.update(1500, [seen('p1', 0.2, { from: 0, to: 1000 }), seen('p2', 1, { from: 1000, to: 1500 })]);
    expect([book.visitOf('p1'), book.visitOf('p2')]).toEqual([undefined, 'v1']);
  });

  it('leaves a visit with who was taken for a lost shopper and looks more like them, and is in doubt once who is back is taken for another', () => {
    const book = bookOfTwo();
    const [grey, greyer] = [[0.5, 0.5, 0.5], [0.54, 0.5, 0.46]];
    for (let at = 2000; at < 6000; at += 200) book.update(at, [dressed('p1', 3, grey), dressed('p2', 4, greyer)]);
    book.update(6400, [dressed('p3', 3.4, grey), dressed('p2', 4, greyer)]);
    expect(book.visitOf('p3')).toBe('v1');
    book.update(7000, [dressed('p3', 3.4, grey), dressed('p2', 4, greyer), dressed('p1', 5.5, greyer)]);
    expect([book.visitOf('p3'), book.visitOf('p1')]).toEqual(['v1', undefined]);
    expect(['v1', 'v2'].map(book.shopperOf)).toEqual([1, 1]);
    book.update(8500, [dressed('p3', 3.4, grey), dressed('p1', 5.5, greyer)]);
    expect([book.visitOf('p3'), book.visitOf('p1')]).toEqual(['v1', 'v2']);
    expect(['v1', 'v2'].map(book.shopperOf)).toEqual([0.5, 0.5]);
  });

  it('lets the one leave who stands at the exit', () => {
    const book = createVisitBook(layout);
    book.passage('in', enter('v1', 0));
    book.update(100, [person('p1', 1.5, 0.2)]);
    book.passage('in', enter('v2', 3000));
    book.update(3100, [person('p1', 4, 3), person('p2', 1.5, 0.2)]);
    book.update(9000, [person('p1', 3, 3), person('p2', 5.5, 0.3)]);
    book.passage('out', leave('x1', 9100));
    expect(book.open().find((visit) => visit.leftAt !== undefined)?.id).toBe('v2');
  });

  it('lets the one leave who vanished in the exit, not somebody who walks by it', () => {
    const book = createVisitBook(layout);
    book.passage('in', enter('v1', 0));
    book.update(100, [person('p1', 1.5, 0.25)]);
    book.passage('in', enter('v2', 3000));
    book.update(3100, [person('p1', 4, 3), person('p2', 1.5, 0.25)]);
    book.update(9000, [person('p1', 5.5, 0.05), person('p2', 5.2, 0.7)]);
    book.update(9100, [person('p2', 5.3, 0.7)]);
    book.passage('out', leave('x1', 9150));
    expect(book.left().map(({ id }) => id)).toEqual(['v1']);
  });

  it('without any camera on the map lets the longest stay end', () => {
    const book = createVisitBook(layout);
    book.passage('in', enter('v1', 0));
    book.passage('in', enter('v2', 100));
    book.passage('out', leave('x1', 5000));
    expect(book.open().map((visit) => visit.leftAt)).toEqual([5000, undefined]);
  });

  it('takes who vanished beside an exit without a barrier as gone', () => {
    const book = createVisitBook(layout);
    book.passage('in', enter('v1', 0));
    book.update(100, [person('p1', 1.5, 0.2)]);
    book.update(4000, [person('p1', 5.5, 0.3)]);
    book.update(7500, []);
    expect(book.open()[0]?.leftAt).toBe(4000);
  });
});
