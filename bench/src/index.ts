export { scoreReceipts } from './metrics/receipt-score.ts';
export type { ReceiptScore, VisitItems, WrongItem } from './metrics/receipt-score.ts';
