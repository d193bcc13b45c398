import { expect, it } from 'vitest';
import { problemsIn } from '@walkout/contracts';
import { cornerStore } from '../../testing/corner-store.ts';
import { withProduct, withTaxClasses } from './catalogue-edit.ts';
import { moved, removed } from './layout-edit.ts';
import { furnitureOf } from './restored.ts';

const then = cornerStore();

it('brings places back and leaves prices, taxes and new goods as they are now', () => {
  const [first] = then.products;
  const repriced = withProduct(withTaxClasses(then, then.taxClasses.map((each) => ({ ...each, basisPoints: 500 }))), {
    product: { ...first!, price: 1 }, plates: ['north-1'],
  });
  const withTea = withProduct(repriced, { product: { ...first!, id: 'tea' }, plates: ['west-2', 'west-3'] });
  const now = moved(withTea, { part: 'fixture', id: 'west' }, [1, 0]);
  const back = furnitureOf(then, now);
  expect([back.fixtures, back.shelves]).toEqual([then.fixtures, then.shelves]);
  expect([back.products, back.taxClasses]).toEqual([now.products, now.taxClasses]);
  expect(back.planogram).toEqual([...then.planogram, { product: 'tea', plates: ['west-2', 'west-3'] }]);
  expect(problemsIn(back)).toEqual([]);
});

it('leaves no product on a plate that was not there', () => {
  const before = removed(then, { part: 'fixture', id: 'west' });
  const back = furnitureOf(before, withProduct(then, { product: { ...then.products[0]!, id: 'tea' }, plates: ['west-1', 'north-1'] }));
  expect(back.planogram.find(({ product }) => product === 'tea')).toEqual({ product: 'tea', plates: ['north-1'] });
});
