import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { ACCESS } from '../../../../src/core/access/access.ts';
import type { Role } from '../../../../src/core/access/principal.ts';
import type { ReceiptDetail } from '../../../../src/core/receipts/receipt-views.ts';
import { formatDateTime } from '../../shared/format.ts';
import { postJson } from '../../shared/request.ts';
import { VisitBadge } from '../../shared/visit-badge.tsx';
import { useKeys } from '../shell/keys.ts';
import { useTablet } from '../shell/tablet.ts';
import { useLoaded } from '../shell/use-loaded.ts';
import { useMe } from '../shell/use-me.ts';
import { ClaimCard } from './claim-card.tsx';
import { pathOf, RECEIPTS } from './paths.ts';
import { PaymentFacts, PaymentTag } from './payment-facts.tsx';
import { ReceiptLines } from './receipt-lines.tsx';
import { RefundDialog } from './refund-dialog.tsx';

/** The server decides; this only hides what it would refuse. */
const handlesMoney = (role: Role | undefined): boolean => role !== undefined && (ACCESS.till.roles as readonly Role[]).includes(role);

/** A receipt as the server has it, loaded again whenever it or a claim on it changes. */
function useReceipt(id: string) {
  const { board } = useTablet();
  const loaded = useLoaded<ReceiptDetail>(`/api/receipts/${encodeURIComponent(id)}`);
  const live = board?.receipts.find(({ receipt }) => receipt.receipt === id);
  const known = useRef({ live, claims: board?.openClaims });
  useEffect(() => {
    if (known.current.live === live && known.current.claims === board?.openClaims) return;
    known.current = { live, claims: board?.openClaims };
    void loaded.reload();
  }, [live, board?.openClaims]);
  return loaded;
}

/** One receipt with all that belongs to it, and what may be done about it. */
export function ReceiptDesk({ id }: { id: string }) {
  const { money } = useTablet();
  const { route } = useLocation();
  const me = useMe();
  const { data, error, act } = useReceipt(id);
  const [refunding, setRefunding] = useState(false);
  const mayAct = handlesMoney(me?.role);
  const mayRefund = mayAct && (data?.refundable.length ?? 0) > 0;
  useKeys('Receipt', useMemo(() => [
    ...(mayRefund ? [{ keys: 'r', about: 'Refund', run: () => setRefunding(true) }] : []),
    { keys: 'Escape', about: 'Back to the list', run: () => route(RECEIPTS, true) },
  ], [mayRefund, route]));
  if (data === undefined) return <section class="panel receipt-desk">{error && <p class="error" role="alert">{error}</p>}</section>;
  const { receipt, refunds, claims, refundable, link, ordinal } = data;
  const nameOf = (product: string) => receipt.lines.find((line) => line.product === product)?.name ?? product;
  const refundOne = (product: string, quantity: number) => {
    const left = refundable.find((line) => line.product === product);
    return left?.quantity === quantity ? money(left.amount) : undefined;
  };
  return (
    <section class="panel receipt-desk" aria-labelledby="receipt-heading">
      <header class="receipt-head">
        <a class="receipt-back" href={RECEIPTS}>All receipts</a>
        <VisitBadge ordinal={ordinal} />
        <div>
          <h2 id="receipt-heading">{receipt.refund === undefined ? 'Receipt' : 'Refund'} {receipt.number}</h2>
          <p class="soft number">Shopper {ordinal}, {formatDateTime(receipt.closedAt)}</p>
        </div>
        <PaymentTag detail={data} />
      </header>
      {error && !refunding && <p class="error" role="alert">{error}</p>}
      {receipt.refund !== undefined && <p>{receipt.refund.reason}. <a href={pathOf(receipt.refund.of)}>The receipt that was paid back</a></p>}
      {claims.map((claim) => (
        <ClaimCard key={claim.claim} claim={claim} name={nameOf(claim.product)} amount={refundOne(claim.product, claim.quantity)} mayAct={mayAct}
          onDecide={(decision) => void act(() => postJson(`/api/claims/${claim.claim}/decision`, decision))} />
      ))}
      <ReceiptLines detail={data} />
      {refunds.length > 0 && (
        <section aria-labelledby="refunds-heading">
          <h3 id="refunds-heading">Paid back</h3>
          <dl class="receipt-facts">
            {refunds.map((refund) => (
              <div key={refund.receipt}><dt><a href={pathOf(refund.receipt)}>No. {refund.number}</a> {refund.refund?.reason}</dt><dd class="number">{money(refund.total)}</dd></div>
            ))}
          </dl>
        </section>
      )}
      <PaymentFacts detail={data} mayAct={mayAct} onCollect={() => void act(() => postJson(`/api/receipts/${encodeURIComponent(id)}/collect`, {}))} />
      <footer class="receipt-tools">
        {mayRefund && <button type="button" class="button" onClick={() => setRefunding(true)}>Refund…</button>}
        {me !== undefined && !mayAct && <p class="soft">Associates and managers refund and answer claims.</p>}
        <a class="receipt-link" href={link} target="_blank" rel="noreferrer">Shopper's page</a>
      </footer>
      {refunding && (
        <RefundDialog detail={data} error={error} onClose={() => setRefunding(false)}
          onRefund={(refund) => void act(() => postJson(`/api/receipts/${encodeURIComponent(id)}/refunds`, refund).then(() => true)).then((done) => done && setRefunding(false))} />
      )}
    </section>
  );
}
