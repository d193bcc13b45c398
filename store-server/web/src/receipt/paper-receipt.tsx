import { useEffect } from 'preact/hooks';
import type { MinorUnits, Receipt } from '@walkout/contracts';
import type { ShopperView } from '../../../src/core/views.ts';
import { formatDateTime, formatTaxRate, moneyFormat } from '../shared/format.ts';

type Money = (amount: MinorUnits) => string;

function Lines({ receipt, money }: { receipt: Receipt; money: Money }) {
  if (receipt.lines.length === 0) return <p class="nothing">You took nothing, and nothing was charged.</p>;
  return (
    <ul class="goods">
      {receipt.lines.map((line, i) => (
        <li key={i}>
          <span>
            {line.name}
            {line.quantity > 1 && <span class="each soft number">{line.quantity} × {money(line.unitPrice)}</span>}
          </span>
          <span class="number">{money(line.amount)}</span>
        </li>
      ))}
    </ul>
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

/** An issued receipt as one would hold it in the hand. */
export function PaperReceipt({ view, receipt }: { view: ShopperView; receipt: Receipt }) {
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
      <Lines receipt={receipt} money={money} />
      <p class="total"><span>Total</span><span class="number">{money(receipt.total)}</span></p>
      <Taxes view={view} receipt={receipt} money={money} />
      <footer>
        <p class="soft">Thank you. See you soon.</p>
        <button type="button" class="button quiet" onClick={() => window.print()}>Print or save</button>
      </footer>
    </main>
  );
}
