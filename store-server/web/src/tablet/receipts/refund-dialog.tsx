import { useMemo, useState } from 'preact/hooks';
import { draftRefund } from '../../../../src/core/receipts/draft-refund.ts';
import type { ReceiptDetail } from '../../../../src/core/receipts/receipt-views.ts';
import type { RefundRequest } from '../../../../src/core/receipts/refund-request.ts';
import { Dialog } from '../shell/dialog.tsx';
import { useTablet } from '../shell/tablet.ts';

export interface RefundDialogProps {
  readonly detail: ReceiptDetail;
  readonly error: string | undefined;
  readonly onClose: () => void;
  readonly onRefund: (refund: RefundRequest) => void;
}
const REASONS = ['Not taken', 'Brought back', 'Damaged or past its date', 'Wrong price', 'Goodwill'];
const OTHER = 'Something else…';

/** Random, so that a request sent twice is paid back once; without `randomUUID`, which only pages over TLS have. */
const newRequest = (): string => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Which lines to pay back, how many of each, and why; at first all that is left. */
export function RefundDialog({ detail: { receipt, refunds, refundable, payment }, error, onClose, onRefund }: RefundDialogProps) {
  const { money } = useTablet();
  const request = useMemo(newRequest, []);
  const [counts, setCounts] = useState<Readonly<Record<string, number>>>(() => Object.fromEntries(refundable.map(({ product, quantity }) => [product, quantity])));
  const [choice, setChoice] = useState(REASONS[0]!);
  const [words, setWords] = useState('');
  const lines = refundable.flatMap(({ product }) => (counts[product]! > 0 ? [{ product, quantity: counts[product]! }] : []));
  const amount = -draftRefund({ receipt, earlier: refunds }, lines).total;
  const nameOf = (product: string) => receipt.lines.find((line) => line.product === product)!.name;
  return (
    <Dialog title={`Refund of receipt ${receipt.number}`} error={error} onClose={onClose} saveWords={payment.captured > 0 || payment.state === 'collecting' ? `Pay ${money(amount)} back` : `Take ${money(amount)} off what is due`}
      cannotSave={lines.length === 0} onSave={() => onRefund({ request, lines, reason: choice === OTHER ? words.trim() : choice })}>
      <ul class="refund-lines">
        {refundable.map(({ product, quantity }) => {
          const count = counts[product]!;
          const set = (next: number) => setCounts({ ...counts, [product]: next });
          return (
            <li key={product}>
              <span>{nameOf(product)}</span>
              <span class="stepper" role="group" aria-label={nameOf(product)}>
                <button type="button" class="button quiet" aria-label={`One less of ${nameOf(product)}`} disabled={count === 0} onClick={() => set(count - 1)}>−</button>
                <output class="number" aria-live="polite">{count} of {quantity}</output>
                <button type="button" class="button quiet" aria-label={`One more of ${nameOf(product)}`} disabled={count === quantity} onClick={() => set(count + 1)}>+</button>
              </span>
            </li>
          );
        })}
      </ul>
      <label>
        Reason, as it stands on the refund
        <select value={choice} onChange={(event) => setChoice(event.currentTarget.value)}>
          {[...REASONS, OTHER].map((reason) => <option key={reason}>{reason}</option>)}
        </select>
      </label>
      {choice === OTHER && <label>In words<input value={words} required pattern=".*\S.*" maxLength={200} onInput={(event) => setWords(event.currentTarget.value)} /></label>}
    </Dialog>
  );
}
