import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { readLayout } from '@walkout/contracts';
import { openDatabase } from './io/database/open-database.ts';
import { createStore } from './store.ts';
import { cartOf, cornerStore } from './testing/corner-store.ts';
import { openApp } from './testing/open-app.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

async function openSetUp() {
  const opened = await openApp();
  const [manager, engineer] = [opened.tablet('manager'), opened.tablet('engineer')];
  const ask = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: object, headers: object = manager) =>
    opened.app.inject({ method, url, ...(payload === undefined ? {} : { payload }), headers: { ...headers } });
  return { ...opened, manager, engineer, ask };
}
const importing = (csv: string, more: object = {}) => ({ csv, replace: false, preview: false, ...more });

describe('the catalogue', () => {
  it('prices the next receipt anew, and no issued one', async () => {
    const { ask, enter, till } = await openSetUp();
    enter('anna', 'ben');
    till.takeCart(cartOf('anna', [['olives', 1]], { state: 'closed' }));
    const [{ product, plates }] = (await ask('GET', '/api/products')).json().products.filter((each: { product: { id: string } }) => each.product.id === 'olives');
    const answer = await ask('PUT', '/api/products/olives', { product: { ...product, price: 299 }, plates });
    expect(answer.json()).toEqual({
      version: 2, changes: [{ part: 'product', id: 'olives', change: 'changed', fields: [{ field: 'price', before: '279', after: '299' }] }],
    });
    till.takeCart(cartOf('ben', [['olives', 1]], { state: 'closed' }));
    expect([till.receipts.ofVisit('anna')!.total, till.receipts.ofVisit('ben')!.total]).toEqual([279, 299]);
    expect((await ask('GET', '/api/store')).json().products.find(({ id }: { id: string }) => id === 'olives').price).toBe(299);
  });

  it('takes in a new product, and lets one go', async () => {
    const { ask } = await openSetUp();
    const product = { id: 'tea', name: 'Green tea', barcode: '', price: 349, taxClass: 'reduced', unitWeight: { mean: 120, standardDeviation: 2 } };
    expect((await ask('PUT', '/api/products/tea', { product, plates: ['west-1'] })).json()).toMatchObject({ version: 2 });
    expect((await ask('DELETE', '/api/products/olives')).json()).toMatchObject({ version: 3, changes: [{ id: 'olives', change: 'removed' }] });
    const ids = (await ask('GET', '/api/store')).json().products.map(({ id }: { id: string }) => id);
    expect(ids).toContain('tea');
    expect(ids).not.toContain('olives');
  });

  it.each([
    ['a plate that is nowhere', { plates: ['west-9'] }, {}, 'LAYOUT_INCONSISTENT'],
    ['a tax class that is none', {}, { taxClass: 'tea' }, 'LAYOUT_INCONSISTENT'],
    ['a price with a fraction', {}, { price: 1.5 }, 'REQUEST_MALFORMED'],
    ['another id than its address', {}, { id: 'coffee' }, 'REQUEST_MALFORMED'],
  ])('refuses %s, and nothing changes', async (_what, placed, change, code) => {
    const { ask, store } = await openSetUp();
    const product = { ...cornerStore().products[0]!, ...change };
    const answer = await ask('PUT', '/api/products/oat-drink', { product, plates: ['west-1'], ...placed });
    expect([answer.statusCode, answer.json().code]).toEqual([400, code]);
    expect(store.layouts.current().version).toBe(1);
  });

  it('keeps pictures that are pictures, by what they begin with', async () => {
    const { ask, app, manager } = await openSetUp();
    const put = (payload: Buffer, type = 'image/png') =>
      app.inject({ method: 'PUT', url: '/api/products/olives/picture', payload, headers: { ...manager, 'content-type': type } });
    const picture = (await put(PNG)).json().changes[0].fields[0].after as string;
    const served = await app.inject(picture);
    expect([served.headers['content-type'], served.rawPayload.equals(PNG)]).toEqual(['image/png', true]);
    expect((await put(Buffer.from('<svg onload="x"/>'))).json()).toMatchObject({ code: 'PICTURE_UNUSABLE' });
    expect((await put(Buffer.alloc(1024 * 1024 + 1))).statusCode).toBe(413);
    expect((await put(Buffer.from('<p>'), 'text/html')).statusCode).toBe(415);
    expect((await ask('GET', '/pictures/..%2Fstore.db')).json()).toMatchObject({ code: 'REQUEST_MALFORMED' });
  });
});

describe('a CSV file of products', () => {
  it('comes back as it went out', async () => {
    const { ask, store } = await openSetUp();
    const csv = (await ask('GET', '/api/products.csv')).body;
    expect(csv.split('\n')[1]).toBe('oat-drink,Oat drink 1 l,,1.99,reduced,500,5,,,,west-1,');
    expect((await ask('POST', '/api/products/import', importing(csv))).json()).toEqual({ errors: [], changes: [], version: 1 });
    expect(store.layouts.current().layout).toEqual(cornerStore());
  });

  it('may have only the columns that change; a preview changes nothing', async () => {
    const { ask, store } = await openSetUp();
    const csv = '\uFEFFid;price\r\nolives;2,99\r\nrye-bread;3.49\r\n';
    const preview = (await ask('POST', '/api/products/import', importing(csv, { preview: true }))).json();
    expect(preview).toMatchObject({ errors: [], changes: [{ id: 'rye-bread' }, { id: 'olives' }] });
    expect(store.layouts.current().version).toBe(1);
    expect((await ask('POST', '/api/products/import', importing(csv))).json()).toEqual({ ...preview, version: 2 });
  });

  it('removes what has no line only when it is to replace everything', async () => {
    const { ask } = await openSetUp();
    const csv = 'id,name\nolives,Olives\n';
    const changes = async (replace: boolean) => (await ask('POST', '/api/products/import', importing(csv, { replace, preview: true }))).json().changes;
    expect(await changes(false)).toHaveLength(1);
    expect((await changes(true)).map(({ change }: { change: string }) => change).sort()).toEqual(['changed', ...Array(5).fill('removed')]);
  });

  it('is refused as a whole, with every line that is wrong', async () => {
    const { ask, store } = await openSetUp();
    const csv = [
      'id,name,price,tax_class,weight_g,plates',
      'olives,Olives,2.99,reduced,500,west-2',
      'tea,,3.49,nothing,x,west-9',
      'bad id,Tea,3.499,full,100,west-1',
      'rye-bread,Bread,3.499,full,100,west-1',
    ].join('\n');
    const { errors, changes } = (await ask('POST', '/api/products/import', importing(csv))).json();
    expect(changes).toEqual([]);
    expect(errors.map(({ line, column }: { line: number; column: string }) => `${line} ${column}`))
      .toEqual(['3 name', '3 tax_class', '3 weight_g', '3 plates', '4 id', '5 price']);
    expect(store.layouts.current().version).toBe(1);
  });

  it.each([
    ['', 1], ['name\nTea', 1], ['id,colour\nolives,green', 1], ['id,price\nolives,1\nOLIVES,2', 3], ['id,name\nolives,"Oli', 2], ['id,name\nolives,a,b', 2],
  ])('%j says which line', async (csv, line) => {
    const { ask } = await openSetUp();
    const { errors } = (await ask('POST', '/api/products/import', importing(csv))).json();
    expect(errors[0]).toMatchObject({ line });
  });
});

describe('the layout', () => {
  it('is kept version by version, and refused when somebody was faster', async () => {
    const { ask, engineer } = await openSetUp();
    const { version, layout } = (await ask('GET', '/api/layout')).json();
    const moved = { ...layout, gates: [{ ...layout.gates[0], from: [0.5, 0] }, layout.gates[1]] };
    const save = (base: number) => ask('PUT', '/api/layout', { base, note: 'wider entry', layout: moved }, engineer);
    expect((await save(version)).json()).toMatchObject({ version: 2, changes: [{ part: 'gate', id: 'entry' }] });
    expect((await save(version)).json()).toMatchObject({ code: 'LAYOUT_STALE' });
    expect((await ask('GET', '/api/layout/versions')).json().versions).toMatchObject([{ version: 2, note: 'wider entry' }, { version: 1 }]);
    expect((await ask('GET', '/api/layout/versions/1')).json()).toEqual({ version: 1, layout: cornerStore() });
    expect((await ask('GET', '/api/layout/versions/9')).json()).toMatchObject({ code: 'LAYOUT_UNKNOWN' });
    expect(readLayout((await ask('GET', '/api/layout/store.json')).body, 'store.json')).toEqual(moved);
  });

  it('is for engineers as far as it costs nothing', async () => {
    const { ask, engineer } = await openSetUp();
    const layout = cornerStore();
    const cheaper = { ...layout, products: layout.products.map((product) => ({ ...product, price: 1 })) };
    expect((await ask('PUT', '/api/layout', { base: 1, note: 'sale', layout: cheaper }, engineer)).json()).toMatchObject({ code: 'ROLE_MISSING' });
    const planogram = layout.planogram.map((entry) => (entry.product === 'olives' ? { ...entry, plates: ['west-1'] } : entry));
    expect((await ask('PUT', '/api/layout', { base: 1, note: 'olives moved', layout: { ...layout, planogram } }, engineer)).json()).toMatchObject({ version: 2 });
    expect((await ask('PUT', '/api/layout', { base: 2, note: 'sale', layout: cheaper })).json()).toMatchObject({ version: 3 });
  });

  it('comes from its file at first, and again only when the file says something new', async () => {
    const file = join(temporaryFolder(), 'store.db');
    const start = async (name: string, store = 'corner') => {
      const database = openDatabase(file);
      try {
        const opened = createStore({ database, layout: { ...cornerStore(), name, store }, clock: () => 1, logger: pino({ level: 'silent' }) });
        const { version, layout } = opened.layouts.current();
        opened.layouts.save({ layout: { ...layout, name: `${layout.name}!` }, note: 'louder', by: { actor: 'test' } });
        await opened.stop();
        return [version, layout.name];
      } finally {
        database.close();
      }
    };
    expect(await start('One')).toEqual([1, 'One']);
    expect(await start('One')).toEqual([2, 'One!']);
    expect(await start('Two')).toEqual([4, 'Two']);
    expect(await start('One')).toEqual([5, 'Two!']);
    await expect(start('One', 'other')).rejects.toMatchObject({ code: 'LAYOUT_OF_OTHER_STORE' });
  });

  it('notes who changed what', async () => {
    const { ask, store } = await openSetUp();
    await ask('DELETE', '/api/products/olives');
    const [entry] = store.door.audit.list({ limit: 1 });
    expect(entry).toMatchObject({ action: 'layout changed', subject: 'version 2', detail: { changes: [{ part: 'product', id: 'olives', change: 'removed' }] } });
    expect(store.office.staff().find(({ staff }) => staff === entry!.actor)).toMatchObject({ role: 'manager' });
  });
});
