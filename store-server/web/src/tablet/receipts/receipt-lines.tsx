import type { ReceiptDetail } from '../../../../src/core/receipts/receipt-views.ts';
import { formatClock, formatPercent, formatTaxRate } from '../../shared/format.ts';
import { useTablet } from '../shell/tablet.ts';

/** When and where a line was taken, and how sure the store was. */
function Why({ reason }: { reason: ReceiptDetail['why'][number] }) {
  return (
    <span class="line-why soft number">
      {reason.events.map(({ event, at, shelf, grams }) => (
        <span key={event}>{formatClock(at)}, {shelf}, {grams < 0 ? 'taken' : 'put back'} {Math.abs(Math.round(grams))} g</span>
      ))}
      <span>{formatPercent(reason.probability)} sure</span>
    </span>
  );
}

/** The lines of a receipt, each with what was taken off and why it is there, and what they come to. */
export function ReceiptLines({ detail: { receipt, why } }: { detail: ReceiptDetail }) {
  const { money, plan } = useTablet();
  if (receipt.lines.length === 0) return <p class="empty">Nothing was taken, and nothing was charged.</p>;
  return (
    <table class="receipt-table">
      <caption class="hidden-name">Lines of receipt {receipt.number}</caption>
      <thead class="hidden-name"><tr><th scope="col">Quantity</th><th scope="col">Goods</th><th scope="col">Amount</th></tr></thead>
      <tbody>
        {receipt.lines.map(({ product, quantity, name, amount }, i) => (
          <tr key={product}>
            <td class="number soft">{quantity} ×</td>
            <td>{name}{why[i] && receipt.refund === undefined && <Why reason={why[i]} />}</td>
            <td class="number">{money(amount)}</td>
          </tr>
        ))}
        {receipt.discounts.map(({ promotion, product, name, amount }) => (
          <tr key={`${promotion} ${product}`} class="soft"><td /><td>{name}</td><td class="number">{money(amount)}</td></tr>
        ))}
      </tbody>
      <tfoot>
        <tr class="receipt-total"><td /><th scope="row">Total</th><td class="number">{money(receipt.total)}</td></tr>
        {receipt.taxes.map(({ taxClass, basisPoints, tax }) => (
          <tr key={taxClass} class="soft">
            <td /><th scope="row">Tax included, {plan?.taxClasses.find(({ id }) => id === taxClass)?.name ?? taxClass} {formatTaxRate(basisPoints)}</th><td class="number">{money(tax)}</td>
          </tr>
        ))}
      </tfoot>
    </table>
  );
}
