import type { MinorUnits } from '@walkout/contracts';
import type { ReceiptView } from '../../../../src/core/receipts/receipt-views.ts';
import { formatTime } from '../../shared/format.ts';
import { VisitBadge } from '../../shared/visit-badge.tsx';

export interface ReceiptListProps {
  readonly receipts: readonly ReceiptView[] | undefined;
  readonly money: (amount: MinorUnits) => string;
}

const itemsIn = ({ receipt }: ReceiptView): number => receipt.lines.reduce((sum, { quantity }) => sum + quantity, 0);
const itemWords = (count: number): string => (count === 1 ? '1 item' : `${count} items`);

/** The latest receipts, newest first; each opens to its lines. */
export function ReceiptList({ receipts = [], money }: ReceiptListProps) {
  return (
    <section class="panel list-panel receipts" aria-labelledby="receipts-heading">
      <h2 id="receipts-heading">Receipts</h2>
      <div class="scroll" role="region" aria-labelledby="receipts-heading" tabIndex={0}>
        {receipts.length === 0 && <p class="empty">No receipt yet. One appears here as soon as a shopper has left.</p>}
        {receipts.map((view) => (
          <details key={view.receipt.receipt} class="receipt-row">
            <summary>
              <VisitBadge ordinal={view.ordinal} />
              <span class="card-name">
                No. {view.receipt.number}
                <span class="soft number"> {formatTime(view.receipt.closedAt)} · {itemWords(itemsIn(view))}</span>
              </span>
              <span class="card-total number">{money(view.receipt.total)}</span>
            </summary>
            <ul class="lines">
              {view.receipt.lines.map((line, i) => (
                <li key={i}>
                  <span class="quantity number">{line.quantity} ×</span>
                  <span>{line.name}</span>
                  <span class="number">{money(line.amount)}</span>
                </li>
              ))}
            </ul>
            <a class="receipt-link" href={view.link} target="_blank" rel="noreferrer">Shopper's page</a>
          </details>
        ))}
      </div>
    </section>
  );
}
