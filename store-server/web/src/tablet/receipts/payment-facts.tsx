import type { ReceiptDetail } from '../../../../src/core/receipts/receipt-views.ts';
import { useTablet } from '../shell/tablet.ts';

type PaymentState = ReceiptDetail['payment']['state'];
const WORDS: Record<PaymentState, string> = {
  'nothing-due': 'nothing due', collecting: 'on its way', paid: 'paid', uncollected: 'not paid', 'no-payer': 'nobody to charge',
};
const REFUND_WORDS: Record<PaymentState, string> = {
  'nothing-due': 'nothing was taken', collecting: 'on its way back', paid: 'paid back', uncollected: 'not paid back', 'no-payer': 'nobody was charged',
};
const TONES: Record<PaymentState, string> = {
  'nothing-due': '', collecting: 'tag-warn', paid: 'tag-good', uncollected: 'tag-bad', 'no-payer': 'tag-bad',
};

export const PaymentTag = ({ detail: { receipt, payment } }: { detail: ReceiptDetail }) => (
  <span class={`tag ${TONES[payment.state]}`}>{(receipt.refund === undefined ? WORDS : REFUND_WORDS)[payment.state]}</span>
);

export interface PaymentFactsProps {
  readonly detail: ReceiptDetail;
  readonly mayAct: boolean;
  /** Asks the payer again. */
  readonly onCollect: () => void;
}

/** How the money of the visit stands at the provider. */
export function PaymentFacts({ detail: { receipt, payment, refunds }, mayAct, onCollect }: PaymentFactsProps) {
  const { money } = useTablet();
  const facts = [
    ['Charged to', payment.provider ?? 'nobody: no code or card was shown'], ['Taken', money(payment.captured)], ['Paid back', money(payment.refunded)],
    ...(payment.trouble === undefined ? [] : [['The provider says', payment.trouble]]),
  ];
  const lacks = receipt.refund === undefined && payment.state === 'uncollected' && receipt.total + refunds.reduce((sum, { total }) => sum + total, 0) > 0;
  return (
    <section aria-labelledby="payment-heading">
      <h3 id="payment-heading">Payment</h3>
      <dl class="receipt-facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd class="number">{value}</dd></div>)}</dl>
      {lacks && mayAct && <button type="button" class="button" onClick={onCollect}>Ask the payer again</button>}
    </section>
  );
}
