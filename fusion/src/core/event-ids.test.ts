import { expect, it } from 'vitest';
import { createEventIds } from './event-ids.ts';

it('names events after their moments, no two alike, the later one later', () => {
  const idOf = createEventIds('east-2');
  const at = Date.UTC(2026, 5, 1);
  const ids = [idOf(at), idOf(at), idOf(at + 0.4), idOf(at + 500)];
  expect(new Set(ids).size).toBe(4);
  expect(ids).toEqual([...ids].sort());
  expect(createEventIds('east-2')(at)).toBe(ids[0]);
  expect(ids[0]).toBe(`east-2-${at.toString(36)}`);
});
