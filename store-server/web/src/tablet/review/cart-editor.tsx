import { useState } from 'preact/hooks';
import type { MinorUnits } from '@walkout/contracts';
import type { StorePlan, VisitView } from '../../../../src/core/views.ts';
import { formatPercent } from '../../shared/format.ts';
import { useTablet } from '../shell/tablet.ts';
import { decide } from './pending-decisions.ts';

export interface CartEditorProps {
  readonly visit: VisitView;
  readonly products: StorePlan['products'];
  /** To the questions; missing where there is none. */
  readonly onBack: (() => void) | undefined;
}

const quantitiesOf = (visit: VisitView): ReadonlyMap<string, number> => {
  const quantities = new Map<string, number>();
  for (const { product, quantity } of visit.lines) quantities.set(product, (quantities.get(product) ?? 0) + quantity);
  return quantities;
};

/** Puts quantities right by hand, and adds goods that the store did not think of. */
export function CartEditor({ visit, products, onBack }: CartEditorProps) {
  const { money } = useTablet();
  const [quantities, setQuantities] = useState(() => quantitiesOf(visit));
  const byId = new Map(products.map((product) => [product.id, product]));
  const sellable = [...quantities].flatMap(([product, quantity]) => (quantity > 0 && byId.has(product) ? [{ product, quantity }] : []));
  const total = sellable.reduce((sum, { product, quantity }) => sum + byId.get(product)!.price * quantity, 0);
  const change = (id: string, quantity: number) => setQuantities(new Map(quantities).set(id, Math.max(0, quantity)));
  return (
    <div class="question editor">
      <h3>Put the cart right</h3>
      <ul class="lines">
        {[...quantities].map(([id, quantity]) => (
          <EditableLine key={id} id={id} quantity={quantity} name={byId.get(id)?.name} money={money}
            amount={byId.get(id) && byId.get(id)!.price * quantity} line={visit.lines.find((line) => line.product === id)}
            onChange={(next) => change(id, next)} />
        ))}
      </ul>
      <div class="question-foot">
        {onBack && <button type="button" class="button quiet" onClick={onBack}>Back</button>}
        <select aria-label="Add a product" value="" onChange={({ currentTarget }) => {
          change(currentTarget.value, 1);
          currentTarget.value = '';
        }}>
          <option value="" disabled>Add goods…</option>
          {products.filter(({ id }) => !quantities.get(id)).map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
        <button type="button" class="button" onClick={() => decide({ ...visit, lines: sellable })}>Charge {money(total)}</button>
      </div>
    </div>
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
