import { useEffect } from 'preact/hooks';
import type { MinorUnits, Receipt } from '@walkout/contracts';
import type { ShopperReceipt } from '../../../src/core/receipts/receipt-views.ts';
import type { ShopperView } from '../../../src/core/views.ts';
import { formatDateTime, formatPercent, formatTaxRate, formatTime, moneyFormat } from '../shared/format.ts';
import { ClaimForm, ClaimState } from './claim-line.tsx';

type Money = (amount: MinorUnits) => string;

export interface PaperReceiptProps {
  readonly view: ShopperView;
  readonly shown: ShopperReceipt;
  /** Path of what else belongs to the receipt, by its name. */
  readonly pathOf: (name: 'claims' | 'receipt.pdf') => string;
  readonly onClaimed: () => void;
}
const PAYMENTS: Record<ShopperReceipt['payment'], string> = {
  'nothing-due': '',
  collecting: 'Your payment is being taken.',
  paid: 'Paid.',
  uncollected: 'Your payment did not go through. Our staff will help you.',
  'no-payer': 'Nobody has paid yet. Please see our staff.',
};

/** When and where a line was taken, and how sure the store is. */
function Why({ reason }: { reason: ShopperReceipt['why'][number] }) {
  return (
    <details class="why">
      <summary>Why is this here?</summary>
      {reason.picture !== undefined && <img src={reason.picture} alt="" width={64} height={64} />}
      <ul>
        {reason.events.map(({ event, at, shelf, grams }) => (
          <li key={event}>{formatTime(at)}, {shelf}: {grams < 0 ? 'taken' : 'put back'}, {Math.abs(Math.round(grams))} g</li>
        ))}
        <li>The store is {formatPercent(reason.probability)} sure.</li>
      </ul>
    </details>
  );
}

function Line({ line, props, money }: { line: Receipt['lines'][number]; props: PaperReceiptProps; money: Money }) {
  const { shown, pathOf, onClaimed } = props;
  const { product, name } = line;
  const left = shown.claimable.find((one) => one.product === product);
  const reason = shown.why.find((one) => one.product === product);
  return (
    <li>
      <span class="good">
        <span>
          {name}
          {line.quantity > 1 && <span class="each soft number">{line.quantity} × {money(line.unitPrice)}</span>}
        </span>
        <span class="number">{money(line.amount)}</span>
      </span>
      {shown.receipt.discounts.filter((discount) => discount.product === product).map((discount) => (
        <span key={discount.promotion} class="good soft"><span>{discount.name}</span><span class="number">{money(discount.amount)}</span></span>
      ))}
      <div class="line-tools">
        {reason !== undefined && <Why reason={reason} />}
        {shown.claims.filter((claim) => claim.product === product).map((claim) => <ClaimState key={claim.claim} claim={claim} />)}
        {left !== undefined && <ClaimForm product={product} name={name} quantity={left.quantity} address={pathOf('claims')} onDone={onClaimed} />}
      </div>
    </li>
  );
}

function Taxes({ view, receipt, money }: { view: ShopperView; receipt: Receipt; money: Money }) {
  if (receipt.taxes.length === 0) return null;
  const names = new Map(view.taxClasses.map(({ id, name }) => [id, name]));
  return (
    <table class="taxes number">
      <caption class="hidden-name">Tax contained in the prices</caption>
      <thead>
        <tr><th scope="col">Tax included</th><th scope="col">Net</th><th scope="col">Tax</th><th scope="col">Gross</th></tr>
      </thead>
      <tbody>
        {receipt.taxes.map((tax) => (
          <tr key={tax.taxClass}>
            <th scope="row"><span class="tax-name">{names.get(tax.taxClass) ?? tax.taxClass}</span> {formatTaxRate(tax.basisPoints)}</th>
            <td>{money(tax.net)}</td><td>{money(tax.tax)}</td><td>{money(tax.gross)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** An issued receipt as one would hold it in the hand, with what was paid back since. */
export function PaperReceipt(props: PaperReceiptProps) {
  const { view, shown, pathOf } = props;
  const { receipt } = shown;
  const money = moneyFormat(receipt.currency);
  useEffect(() => {
    document.title = `${view.store}, receipt ${receipt.number}`;
  }, [view.store, receipt.number]);
  return (
    <main class="paper">
      <header>
        <h1>{view.store}</h1>
        <p class="soft number">{formatDateTime(receipt.closedAt)}</p>
        <p class="soft number">Receipt {receipt.number}</p>
      </header>
      {receipt.lines.length === 0
        ? <p class="nothing">You took nothing, and nothing was charged.</p>
        : <ul class="goods">{receipt.lines.map((line) => <Line key={line.product} line={line} props={props} money={money} />)}</ul>}
      <p class="total"><span>Total</span><span class="number">{money(receipt.total)}</span></p>
      {shown.refunds.map((refund) => (
        <p key={refund.receipt} class="good refund">
          <span>Paid back, receipt {refund.number}<span class="each soft">{refund.refund?.reason}</span></span>
          <span class="number">{money(refund.total)}</span>
        </p>
      ))}
      <Taxes view={view} receipt={receipt} money={money} />
      <footer>
        <p class="soft" role="status">{PAYMENTS[shown.payment]}</p>
        <a class="button quiet" href={pathOf('receipt.pdf')} download>Download as PDF</a>
        <button type="button" class="button quiet" onClick={() => window.print()}>Print</button>
      </footer>
    </main>
  );
}
