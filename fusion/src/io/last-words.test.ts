import { expect, it } from 'vitest';
import type { Cart } from '@walkout/contracts';
import type { FusionMessage } from '../core/store-fusion.ts';
import { createLastWords } from './last-words.ts';

const cart = (visit: string, revision: number, state: Cart['state'] = 'open'): FusionMessage =>
  ({ name: 'cart', id: visit, body: { visit, revision, capturedAt: 1, state, lines: [] } });

it('knows the last of each cart, forgets what is long over, and never a cart that is open', () => {
  const words = createLastWords();
  expect(words.since(0)).toEqual([]);
  words.note(cart('a', 0), 1);
  words.note(cart('b', 0), 2);
  words.note(cart('a', 1), 3);
  words.note({ name: 'positions', body: { capturedAt: 3, positions: [] } }, 3);
  expect(words.since(0)).toEqual([cart('b', 0), cart('a', 1)]);
  words.note(cart('b', 1, 'closed'), 4);
  expect(words.since(4)).toEqual([cart('a', 1), cart('b', 1, 'closed')]);
  expect(words.since(5)).toEqual([cart('a', 1)]);
});

it('tells once of each closed cart that is long over', () => {
  const over: string[] = [];
  const words = createLastWords((visit) => over.push(visit));
  words.note(cart('a', 1, 'closed'), 1);
  words.note(cart('b', 1), 1);
  words.note(cart('c', 1, 'closed'), 5);
  words.forget(5);
  words.since(5);
  expect(over).toEqual(['a']);
});
