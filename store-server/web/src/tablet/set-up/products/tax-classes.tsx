import { useState } from 'preact/hooks';
import type { TaxClass } from '@walkout/contracts';
import { containedTax } from '../../../../../src/core/receipts/contained-tax.ts';
import { decimalText, stepsOf } from '../../../../../src/core/set-up/decimal-text.ts';
import type { Saved } from '../../../../../src/core/set-up/views.ts';
import { putJson } from '../../../shared/request.ts';
import type { Loaded } from '../../shell/use-loaded.ts';

export interface TaxClassesProps {
  readonly taxClasses: readonly TaxClass[];
  readonly money: (amount: number) => string;
  readonly act: Loaded<unknown>['act'];
}
interface Row {
  readonly id: string;
  readonly name: string;
  readonly percent: string;
  /** Its id stays: products name it. */
  readonly known: boolean;
}

/** A rate is in hundredths of a percent. */
const PERCENT_DECIMALS = 2;
const MOST_BASIS_POINTS = 10_000;
/** A price to show a rate by, minor units. */
const EXAMPLE = 1000;
const rowOf = ({ id, name, basisPoints }: TaxClass): Row => ({ id, name, percent: decimalText(basisPoints, PERCENT_DECIMALS), known: true });

/** The rates that prices contain: name, percent, and what of a price is net. */
export function TaxClasses({ taxClasses, money, act }: TaxClassesProps) {
  const [edited, setEdited] = useState<readonly Row[]>();
  const [wrong, setWrong] = useState<string>();
  const rows = edited ?? taxClasses.map(rowOf);
  const change = (at: number, part: Partial<Row>) => setEdited(rows.with(at, { ...rows[at]!, ...part }));
  async function save(): Promise<void> {
    const classes = rows.map(({ id, name, percent }) => ({ id: id.trim(), name: name.trim(), basisPoints: stepsOf(percent, PERCENT_DECIMALS) ?? -1 }));
    const bad = classes.findIndex(({ basisPoints }) => basisPoints < 0 || basisPoints > MOST_BASIS_POINTS);
    setWrong(bad < 0 ? undefined : `"${rows[bad]!.percent}" is not a percentage from 0 to 100 with two decimals`);
    if (bad < 0 && (await act(() => putJson<Saved>('/api/tax-classes', { taxClasses: classes })))) setEdited(undefined);
  }
  return (
    <details class="import">
      <summary>Tax classes</summary>
      <p>Prices contain tax; a new rate leaves prices as they are and holds for the next receipt.</p>
      <form onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}>
        {rows.map(({ id, name, percent, known }, at) => {
          const basisPoints = stepsOf(percent, PERCENT_DECIMALS);
          return (
            <div key={at} class="fields fields-line" role="group" aria-label={`Tax class ${name || at + 1}`}>
              <label>Id<input value={id} disabled={known} required pattern="[A-Za-z0-9][A-Za-z0-9._\-]{0,63}" onInput={(event) => change(at, { id: event.currentTarget.value })} /></label>
              <label>Name<input value={name} required maxLength={120} onInput={(event) => change(at, { name: event.currentTarget.value })} /></label>
              <label>Percent<input value={percent} required inputMode="decimal" onInput={(event) => change(at, { percent: event.currentTarget.value })} /></label>
              <span class="soft number">{basisPoints !== undefined && `${money(EXAMPLE)} is ${money(EXAMPLE - containedTax(EXAMPLE, basisPoints))} net`}</span>
              <button type="button" class="button quiet" aria-label={`Remove ${name || 'the new class'}`} disabled={rows.length === 1}
                onClick={() => setEdited(rows.toSpliced(at, 1))}>Remove</button>
            </div>
          );
        })}
        {wrong && <p class="error" role="alert">{wrong}</p>}
        <p class="dialog-foot">
          <button type="button" class="button quiet" onClick={() => setEdited([...rows, { id: '', name: '', percent: '', known: false }])}>Add a tax class</button>
          <button type="button" class="button quiet" disabled={edited === undefined} onClick={() => setEdited(undefined)}>Cancel</button>
          <button type="submit" class="button" disabled={edited === undefined}>Save tax classes</button>
        </p>
      </form>
    </details>
  );
}
