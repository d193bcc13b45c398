import type { ReceiptView } from '../../../../src/core/receipts/receipt-views.ts';
import { formatDayTime } from '../../shared/format.ts';
import { VisitBadge } from '../../shared/visit-badge.tsx';
import { useTablet } from '../shell/tablet.ts';
import { pathOf } from './paths.ts';

const itemsIn = ({ receipt }: ReceiptView): number => receipt.lines.reduce((sum, { quantity }) => sum + quantity, 0);
const itemWords = (count: number): string => (count === 1 ? '1 item' : `${count} items`);

/** What of a receipt staff should see to, or that it is a refund. */
function Mark({ view: { receipt, openClaims, payment } }: { view: ReceiptView }) {
  if (openClaims > 0) return <span class="tag tag-warn">claim</span>;
  if (receipt.refund !== undefined) return payment.state === 'uncollected' ? <span class="tag tag-bad">not paid back</span> : <span class="tag">refund</span>;
  return payment.state === 'uncollected' || payment.state === 'no-payer' ? <span class="tag tag-bad">not paid</span> : null;
}

/** Receipts as rows that lead to them. */
export function ReceiptRows({ receipts, current }: { receipts: readonly ReceiptView[]; current?: string }) {
  const { money } = useTablet();
  return (
    <ul>
      {receipts.map((view) => (
        <li key={view.receipt.receipt} class="receipt-row">
          <a href={pathOf(view.receipt.receipt)} aria-current={view.receipt.receipt === current ? 'true' : undefined}>
            <VisitBadge ordinal={view.ordinal} />
            <span class="card-name">
              No. {view.receipt.number} <Mark view={view} />
              <span class="soft number">{formatDayTime(view.receipt.closedAt)} · {itemWords(itemsIn(view))}</span>
            </span>
            <span class="card-total number">{money(view.receipt.total)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** The latest receipts, newest first, for the Live page. */
export function ReceiptList({ receipts = [] }: { receipts: readonly ReceiptView[] | undefined }) {
  return (
    <section class="panel list-panel receipts" aria-labelledby="receipts-heading">
      <h2 id="receipts-heading">Receipts</h2>
      <div class="scroll" role="region" aria-labelledby="receipts-heading" tabIndex={0}>
        {receipts.length === 0 && <p class="empty">No receipt yet. One appears here as soon as a shopper has left.</p>}
        <ReceiptRows receipts={receipts} />
      </div>
    </section>
  );
}
