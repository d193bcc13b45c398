import { useState } from 'preact/hooks';
import type { TaxClass } from '@walkout/contracts';
import { amountOf, amountText } from '../../../../../src/core/set-up/money-text.ts';
import { PICTURE_TYPES } from '../../../../../src/core/set-up/picture-type.ts';
import type { StorePlan } from '../../../../../src/core/views.ts';
import { Dialog } from '../../shell/dialog.tsx';
import type { Placed } from './products-section.tsx';

export interface ProductDialogProps {
  /** Missing for a new one. */
  readonly placed: Placed | undefined;
  readonly taxClasses: readonly TaxClass[];
  readonly plan: StorePlan;
  readonly error: string | undefined;
  readonly onClose: () => void;
  readonly onSave: (placed: Placed, picture: File | undefined) => void;
  readonly onRemove: (placed: Placed) => void;
}

/** One product. */
export function ProductDialog({ placed, taxClasses, plan, error, onClose, onSave, onRemove }: ProductDialogProps) {
  const was = placed?.product;
  const [fields, setFields] = useState({
    id: was?.id ?? '', name: was?.name ?? '', barcode: was?.barcode ?? '', price: was === undefined ? '' : amountText(was.price, plan.currency),
    taxClass: was?.taxClass ?? taxClasses[0]!.id, mean: String(was?.unitWeight.mean ?? ''), deviation: String(was?.unitWeight.standardDeviation ?? ''),
    plates: placed?.plates.join(' ') ?? '',
  });
  const [picture, setPicture] = useState<File>();
  const [wrong, setWrong] = useState<string>();
  const field = (name: keyof typeof fields) => ({
    value: fields[name],
    onInput: (event: { currentTarget: HTMLInputElement }) => setFields({ ...fields, [name]: event.currentTarget.value }),
  });
  function save(): void {
    const price = amountOf(fields.price, plan.currency);
    if (price === undefined) return setWrong(`"${fields.price}" is not an amount in ${plan.currency}`);
    setWrong(undefined);
    const { id, name, barcode, taxClass } = fields;
    const product = { ...was, id, name, barcode, taxClass, price, unitWeight: { mean: Number(fields.mean), standardDeviation: Number(fields.deviation) } };
    onSave({ product, plates: fields.plates.split(/\s+/).filter(Boolean) }, picture);
  }
  return (
    <Dialog title={was?.name ?? 'Add a product'} error={wrong ?? error} onClose={onClose} onSave={save}>
      {was === undefined && <label>Id<input {...field('id')} required pattern="[A-Za-z0-9][A-Za-z0-9._\-]{0,63}" /></label>}
      <label>Name<input {...field('name')} required maxLength={120} /></label>
      <div class="fields-line">
        <label>Price, {plan.currency}<input {...field('price')} required inputMode="decimal" /></label>
        <label>
          Tax
          <select value={fields.taxClass} onChange={(event) => setFields({ ...fields, taxClass: event.currentTarget.value })}>
            {taxClasses.map(({ id, name, basisPoints }) => <option key={id} value={id}>{name}, {basisPoints / 100} %</option>)}
          </select>
        </label>
        <label>Barcode<input {...field('barcode')} inputMode="numeric" pattern="[0-9]{0,14}" /></label>
      </div>
      <div class="fields-line">
        <label>Weight of one, g<input {...field('mean')} type="number" min="0.1" step="any" required /></label>
        <label>Its spread, g<input {...field('deviation')} type="number" min="0" step="any" required /></label>
      </div>
      <label>Plates that it stands on<input {...field('plates')} required list="plates" /></label>
      <datalist id="plates">{plan.shelves.flatMap(({ plates }) => plates.map(({ id }) => <option key={id} value={id} />))}</datalist>
      <label>Picture<input type="file" accept={PICTURE_TYPES.join()} onChange={(event) => setPicture(event.currentTarget.files?.[0])} /></label>
      {placed && <button type="button" class="button quiet" onClick={() => onRemove(placed)}>Sell it no longer</button>}
    </Dialog>
  );
}
