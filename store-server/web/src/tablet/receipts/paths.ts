export const RECEIPTS = '/tablet/receipts';
/** Where the page shows a receipt. */
export const pathOf = (receipt: string): string => `${RECEIPTS}/${encodeURIComponent(receipt)}`;
