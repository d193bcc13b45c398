import { useState } from 'preact/hooks';
import type { Product, TaxClass } from '@walkout/contracts';
import type { Saved } from '../../../../../src/core/set-up/views.ts';
import { putJson, request } from '../../../shared/request.ts';
import { useTablet } from '../../shell/tablet.ts';
import { useLoaded } from '../../shell/use-loaded.ts';
import { CsvImport } from '../csv-import.tsx';
import { ProductDialog } from './product-dialog.tsx';
import { TaxClasses } from './tax-classes.tsx';

export interface Placed {
  readonly product: Product;
  readonly plates: readonly string[];
}
interface Catalogue {
  readonly products: readonly Placed[];
  readonly taxClasses: readonly TaxClass[];
}

const address = (id: string): string => `/api/products/${encodeURIComponent(id)}`;

/** What is sold: names, prices, tax, weights, pictures and places. */
export default function ProductsSection() {
  const { money, plan } = useTablet();
  const { data, error, act, reload } = useLoaded<Catalogue>('/api/products');
  const [wanted, setWanted] = useState('');
  const [edited, setEdited] = useState<Placed | 'new'>();
  const shown = data?.products.filter(({ product }) => `${product.id} ${product.name} ${product.barcode}`.toLowerCase().includes(wanted.toLowerCase()));
  async function save({ product, plates }: Placed, picture: File | undefined): Promise<void> {
    const saved = await act(async () => {
      await putJson<Saved>(address(product.id), { product, plates });
      if (picture !== undefined) await request(`${address(product.id)}/picture`, { method: 'PUT', headers: { 'content-type': picture.type }, body: picture });
      return true;
    });
    if (saved) setEdited(undefined);
  }
  async function remove({ product }: Placed): Promise<void> {
    if (!confirm(`Sell ${product.name} no longer? Receipts keep it.`)) return;
    if (await act(() => request(address(product.id), { method: 'DELETE' }))) setEdited(undefined);
  }
  return (
    <section class="panel section" aria-labelledby="products-heading">
      <header>
        <h2 id="products-heading">Products</h2>
        <input type="search" aria-label="Search products" placeholder="Name, id or barcode" value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} />
        <button type="button" class="button" onClick={() => setEdited('new')}>Add a product</button>
      </header>
      {error && edited === undefined && <p class="error" role="alert">{error}</p>}
      <p class="soft">Prices hold for the next receipt. Places hold for fusion from its next start, with the layout file of Set-up, Layout.</p>
      <CsvImport what="products" replaceLabel="Products without a line go" onImported={() => void reload()}>
        A file may have only the columns that change; <code>id</code> says which product.
      </CsvImport>
      {data && <TaxClasses taxClasses={data.taxClasses} money={money} act={act} />}
      <ul class="rows">
        {shown?.map((placed) => (
          <li key={placed.product.id}>
            <button type="button" class="row" onClick={() => setEdited(placed)}>
              {placed.product.picture ? <img class="thumbnail" src={placed.product.picture} alt="" width={40} height={40} /> : <span class="thumbnail" />}
              <strong>{placed.product.name}</strong><span class="soft">{placed.plates.join(' ')}</span>
              <span class="number row-end">{money(placed.product.price)}</span>
            </button>
          </li>
        ))}
      </ul>
      {shown?.length === 0 && <p class="empty">No product is called that.</p>}
      {edited !== undefined && data !== undefined && plan !== undefined && (
        <ProductDialog placed={edited === 'new' ? undefined : edited} taxClasses={data.taxClasses} plan={plan} error={error}
          onClose={() => setEdited(undefined)} onSave={(placed, picture) => void save(placed, picture)} onRemove={(placed) => void remove(placed)} />
      )}
    </section>
  );
}
