import type { Page } from 'playwright-core';

export interface NamedPage {
  readonly name: string;
  readonly path: string;
}

/** As text, since it runs in the browser: the newest receipt, and a shopper who gets a page with an entry code. */
const ASK = `(async () => {
  const answer = async (path, init) => (await fetch(path, init)).json();
  const { receipts: [newest] } = await answer('/api/receipts?limit=1');
  const { link } = await answer('/api/shoppers', {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'Anna' }),
  });
  return { receipt: newest.receipt.receipt, shopperReceipt: newest.link, entry: link };
})()`;

/** Pages that the navigation does not lead to: one receipt on the tablet, and the shopper's own. The page given is signed in. */
export async function morePagesOf(page: Page): Promise<readonly NamedPage[]> {
  const { receipt, shopperReceipt, entry } = await page.evaluate<{ receipt: string; shopperReceipt: string; entry: string }>(ASK);
  return [
    { name: 'receipt', path: `/tablet/receipts/${receipt}` },
    { name: 'shopper-receipt', path: shopperReceipt },
    { name: 'shopper-entry', path: entry },
  ];
}
