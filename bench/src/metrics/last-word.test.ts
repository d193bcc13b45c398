import type { ShelfEvent } from '@walkout/contracts';
import { expect, it } from 'vitest';
import { lastWord } from './last-word.ts';

const said = (event: string, grams: number, withdrawn?: boolean) => ({ event, grams, ...(withdrawn === undefined ? {} : { withdrawn }) }) as ShelfEvent;

it('keeps the last that was said of each event, and nothing that was withdrawn', () => {
  expect(lastWord([])).toEqual([]);
  expect(lastWord([said('a', 40), said('b', -10), said('a', -300), said('b', -10, true), said('c', 5)])).toEqual([said('a', -300), said('c', 5)]);
});
