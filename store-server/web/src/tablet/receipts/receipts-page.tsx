import './receipts.css';
import { useMemo, useRef, useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso/router';
import { useKeys } from '../shell/keys.ts';
import { Page } from '../shell/page.tsx';
import { useTablet } from '../shell/tablet.ts';
import { OpenClaims } from './open-claims.tsx';
import { pathOf } from './paths.ts';
import { ReceiptDesk } from './receipt-desk.tsx';
import { ReceiptRows } from './receipt-list.tsx';
import { SearchForm } from './search-form.tsx';
import { useReceipts } from './use-receipts.ts';
import { EVERYTHING, isEverything } from './wanted.ts';

/** Receipts: the search and what it finds at the side, one receipt beside it. */
export default function ReceiptsPage() {
  const { plan } = useTablet();
  const { route } = useLocation();
  const { rest = '' } = useRoute().params;
  const [wanted, setWanted] = useState(EVERYTHING);
  const { receipts, error, older } = useReceipts(wanted);
  const field = useRef<HTMLInputElement>(null);
  useKeys('Receipts', useMemo(() => {
    const index = receipts?.findIndex(({ receipt }) => receipt.receipt === rest) ?? -1;
    const go = (to: number) => {
      const next = receipts?.[to];
      if (next !== undefined) route(pathOf(next.receipt.receipt), true);
    };
    return [
      { keys: 'j', about: 'Next receipt', run: () => go(index + 1) },
      { keys: 'k', about: 'Receipt before', run: () => go(index - 1) },
      { keys: '/', about: 'Search', run: () => field.current?.focus() },
    ];
  }, [receipts, rest, route]));
  return (
    <Page title="Receipts" class={`receipts-page ${rest === '' ? '' : 'receipt-open'}`}>
      <div class="receipts-columns">
        <section class="panel list-panel receipts-found" aria-label="Found receipts">
          <SearchForm wanted={wanted} currency={plan?.currency ?? ''} onWanted={setWanted} firstField={field} />
          <div class="scroll" role="region" aria-label="List of receipts" tabIndex={0}>
            {isEverything(wanted) && <OpenClaims />}
            {error && <p class="error" role="alert">{error}</p>}
            {receipts !== undefined && <ReceiptRows receipts={receipts} current={rest} />}
            {receipts?.length === 0 && (
              <p class="empty" role="status">{isEverything(wanted) ? 'No receipt yet. One appears here as soon as a shopper has left.' : 'No receipt is like that.'}</p>
            )}
            {older && <button type="button" class="button quiet receipts-older" onClick={older}>Older</button>}
          </div>
        </section>
        {rest === '' ? (
          <section class="panel receipt-desk receipt-none">
            <h2>No receipt chosen</h2>
            <p class="soft">Choose one to see why each line is on it, how it was paid, and to refund it.</p>
          </section>
        ) : <ReceiptDesk key={rest} id={rest} />}
      </div>
    </Page>
  );
}
