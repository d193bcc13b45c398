import { useState } from 'preact/hooks';
import type { MinorUnits } from '@walkout/contracts';
import type { StorePlan, VisitView } from '../../../../src/core/views.ts';
import { formatPercent } from '../../shared/format.ts';
import { postJson, RequestError } from '../../shared/request.ts';
import { VisitBadge } from '../../shared/visit-badge.tsx';

type Product = StorePlan['products'][number];
export interface ReviewCardProps {
  readonly visit: VisitView;
  readonly products: readonly Product[];
  readonly money: (amount: MinorUnits) => string;
}

const REASONS: Record<VisitView['reasons'][number], string> = {
  'line-unsure': 'The store is not sure of a line.',
  'maybe-missing': 'The visit may hold something that is not in the cart.',
  'product-unknown': 'Something in the cart is not in the catalogue.',
  'entry-unseen': 'Nobody saw this shopper come in.',
};

const quantitiesOf = (visit: VisitView): ReadonlyMap<string, number> => {
  const quantities = new Map<string, number>();
  for (const { product, quantity } of visit.lines) quantities.set(product, (quantities.get(product) ?? 0) + quantity);
  return quantities;
};

/** A cart that waits for a person: put the quantities right, then charge. */
export function ReviewCard({ visit, products, money }: ReviewCardProps) {
  const [edited, setEdited] = useState<ReadonlyMap<string, number>>();
  const [error, setError] = useState<string>();
  const [sending, setSending] = useState(false);
  const quantities = edited ?? quantitiesOf(visit);
  const byId = new Map(products.map((product) => [product.id, product]));
  const total = [...quantities].reduce((sum, [id, quantity]) => sum + (byId.get(id)?.price ?? 0) * quantity, 0);
  const change = (id: string, quantity: number) => setEdited(new Map(quantities).set(id, Math.max(0, quantity)));

  async function charge() {
    setSending(true);
    setError(undefined);
    const lines = [...quantities].flatMap(([product, quantity]) => (quantity > 0 ? [{ product, quantity }] : []));
    try {
      await postJson(`/api/visits/${encodeURIComponent(visit.visit)}/decision`, { lines });
    } catch (cause) {
      setError(cause instanceof RequestError ? `${cause.message}; ${cause.remedy}` : String(cause));
      setSending(false);
    }
  }

  return (
    <article class="card card-review" aria-label={`Shopper ${visit.ordinal}, to check`}>
      <div class="card-head">
        <VisitBadge ordinal={visit.ordinal} />
        <span class="card-name">Shopper {visit.ordinal}<span class="soft"> to check</span></span>
      </div>
      <p class="why">{visit.reasons.map((reason) => REASONS[reason]).join(' ')}</p>
      <ul class="lines">
        {[...quantities].map(([id, quantity]) => (
          <EditableLine key={id} id={id} quantity={quantity} name={byId.get(id)?.name} money={money}
            amount={byId.get(id) && byId.get(id)!.price * quantity} line={visit.lines.find((line) => line.product === id)}
            onChange={(next) => change(id, next)} />
        ))}
      </ul>
      <div class="review-foot">
        <select aria-label="Add a product" value="" onChange={(event) => change(event.currentTarget.value, 1)}>
          <option value="" disabled>Add goods…</option>
          {products.filter(({ id }) => !quantities.has(id)).map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
        <button type="button" class="button" disabled={sending} onClick={() => void charge()}>Charge {money(total)}</button>
      </div>
      {error && <p class="error" role="alert">{error}</p>}
    </article>
  );
}

interface EditableLineProps {
  readonly id: string;
  readonly name: string | undefined;
  readonly quantity: number;
  readonly amount: MinorUnits | undefined;
  /** What the store thought of it; missing for goods that a person added. */
  readonly line: VisitView['lines'][number] | undefined;
  readonly money: (amount: MinorUnits) => string;
  readonly onChange: (quantity: number) => void;
}

function EditableLine({ id, name, quantity, amount, line, money, onChange }: EditableLineProps) {
  const words = name ?? id;
  const doubt = name === undefined ? 'not in the catalogue' : line?.sure === false ? `unsure, ${formatPercent(line.probability)}` : undefined;
  return (
    <li class={quantity === 0 ? 'editable gone' : 'editable'}>
      <span>{words} {doubt && <span class="unsure">{doubt}</span>}</span>
      <span class="stepper">
        <button type="button" aria-label={`One less of ${words}`} disabled={quantity === 0} onClick={() => onChange(quantity - 1)}>−</button>
        <output class="number" aria-label={`Quantity of ${words}`}>{quantity}</output>
        <button type="button" aria-label={`One more of ${words}`} disabled={name === undefined} onClick={() => onChange(quantity + 1)}>+</button>
      </span>
      <span class="number">{amount === undefined ? '–' : money(amount)}</span>
    </li>
  );
}
