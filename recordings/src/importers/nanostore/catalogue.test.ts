import { describe, expect, it } from 'vitest';
import { readCatalogue } from './catalogue.ts';
import { slugsOf } from './names.ts';

const HEAD = 'Name,Gondola,Shelf,Plate,Weight,Price,Image\n';

describe('catalogue of the real store', () => {
  it('keeps products that stand somewhere, with all their plates, and two names that differ in case alone', () => {
    const { products, planogram } = readCatalogue(
      `${HEAD}Tea Mild,2,5,7,100.5,1,http://a^http://b\nTea Mild,2,5,8,100.5,1,http://a\nGone,-1,-1,-1,0,0,\ntea mild,1,1,1,20,2,\n"Nuts, salted",1,1,2,30,0.5,\n`,
      'x.csv',
    );
    expect(planogram).toEqual([
      { product: 'tea-mild', plates: ['gondola-2-shelf-5-plate-7', 'gondola-2-shelf-5-plate-8'] },
      { product: 'tea-mild-2', plates: ['gondola-1-shelf-1-plate-1'] },
      { product: 'nuts-salted', plates: ['gondola-1-shelf-1-plate-2'] },
    ]);
    expect(products[0]).toMatchObject({ name: 'Tea Mild', price: 100, picture: 'http://a', unitWeight: { mean: 100.5 } });
    expect(products[2]!.price).toBe(50);
  });

  it('is empty without rows', () => expect(readCatalogue(HEAD, 'x.csv').products).toEqual([]));

  it('names what is wrong', () => {
    expect(() => readCatalogue('Name,Gondola\n', 'x.csv')).toThrow(/x\.csv.*"Shelf"/);
    expect(() => readCatalogue(`${HEAD}Tea,1,1,1,heavy,1,\n`, 'x.csv')).toThrow(/"Tea" weighs "heavy"/);
  });

  it('makes ids of any name', () => {
    expect([...slugsOf(['Café Olé!', '***', '***', '+', 'a'.repeat(99)]).values()]).toEqual(['cafe-ole', 'product', 'product-2', 'a'.repeat(60)]);
  });
});
