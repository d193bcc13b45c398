import './shelves.css';
import { useState } from 'preact/hooks';
import type { ShelfView, StorePlan } from '../../../../src/core/views.ts';
import { Page } from '../shell/page.tsx';
import { useTablet } from '../shell/tablet.ts';
import { shelfFindings } from './shelf-findings.ts';
import type { Finding } from './shelf-findings.ts';

type Shelf = StorePlan['shelves'][number];
const CONDITIONS = { ok: '', low: 'low', empty: 'empty', noisy: 'noisy cell', dead: 'dead cell' } as const;

const grams = (value: number | null): string => (value === null ? '–' : value >= 1000 ? `${(value / 1000).toFixed(2)} kg` : `${value.toFixed(0)} g`);

/** What stands on the shelves as weighed: first what somebody has to do something about, then every shelf. */
export default function ShelvesPage() {
  const { board, plan } = useTablet();
  const [onlyFindings, setOnlyFindings] = useState(false);
  const stocks = new Map(board?.shelves.map((view) => [view.shelf, view]));
  const names = new Map(plan?.products.map(({ id, name }) => [id, name]));
  const findings = (board?.shelves ?? []).flatMap((view) => shelfFindings(view, (id) => names.get(id) ?? id));
  const withFindings = new Set(findings.map(({ shelf }) => shelf));
  const shelves = (plan?.shelves ?? []).filter(({ id }) => !onlyFindings || withFindings.has(id));
  return (
    <Page title="Shelves" actions={(
      <label class="check"><input type="checkbox" checked={onlyFindings} onChange={() => setOnlyFindings(!onlyFindings)} /> Only what needs doing</label>
    )}>
      <div class="page-body shelves-page" role="region" aria-labelledby="page-title" tabIndex={0}>
        {board !== undefined && <Findings findings={findings} shelves={plan?.shelves ?? []} heard={stocks.size} />}
        <div class="shelf-grid">
          {shelves.map((shelf) => <ShelfCard key={shelf.id} shelf={shelf} view={stocks.get(shelf.id)} names={names} />)}
        </div>
      </div>
    </Page>
  );
}

function Findings({ findings, shelves, heard }: { findings: readonly Finding[]; shelves: readonly Shelf[]; heard: number }) {
  const nameOf = (id: string): string => shelves.find((shelf) => shelf.id === id)?.name ?? id;
  if (heard === 0) return <p class="empty">No shelf has said yet what stands on it.</p>;
  if (findings.length === 0) return <p class="panel shelf-fine">Every shelf is full and in order.</p>;
  return (
    <section class="panel shelf-findings" aria-labelledby="findings-heading">
      <h2 id="findings-heading">To do <span class="soft number">{findings.length}</span></h2>
      <ul>
        {findings.map(({ key, shelf, grave, kind, words }) => (
          <li key={key}><span class={`tag ${grave ? 'tag-bad' : 'tag-warn'}`}>{kind}</span><span>{words}</span><span class="soft">{nameOf(shelf)}</span></li>
        ))}
      </ul>
    </section>
  );
}

function ShelfCard({ shelf, view, names }: { shelf: Shelf; view: ShelfView | undefined; names: ReadonlyMap<string, string> }) {
  const plates = new Map(view?.stock.plates.map((plate) => [plate.plate, plate]));
  return (
    <section class="panel shelf-card" aria-label={shelf.name}>
      <h2>{shelf.name}</h2>
      {view === undefined ? <p class="soft">Not heard of yet</p> : (
        <>
          <ol class="plates" aria-label="Load of each cell, left to right">
            {shelf.plates.map(({ id }) => {
              const plate = plates.get(id);
              const condition = plate?.condition ?? 'dead';
              return (
                <li key={id} class={`plate plate-${condition}`}>
                  <span class="number">{grams(plate?.grams ?? null)}</span>
                  <span class="plate-word">{CONDITIONS[condition]}</span>
                </li>
              );
            })}
          </ol>
          <ul class="stock">
            {view.stock.products.map((product) => (
              <li key={`${product.product} ${product.misplaced}`}>
                <span>{names.get(product.product) ?? product.product}</span>
                {product.misplaced && <span class="tag tag-warn">misplaced</span>}
                <span class="number">{product.quantity}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
