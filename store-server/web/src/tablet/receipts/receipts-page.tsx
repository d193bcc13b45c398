import { Page } from '../shell/page.tsx';
import { useTablet } from '../shell/tablet.ts';
import { ReceiptList } from './receipt-list.tsx';

/** The receipts that were issued, newest first. */
export default function ReceiptsPage() {
  const { board, money } = useTablet();
  return (
    <Page title="Receipts">
      <div class="page-body" role="region" aria-labelledby="page-title" tabIndex={0}><ReceiptList receipts={board?.receipts} money={money} /></div>
    </Page>
  );
}
