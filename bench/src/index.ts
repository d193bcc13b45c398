export { scoreReceipts } from './metrics/receipt-score.ts';
export type { ReceiptScore, VisitItems, WrongItem } from './metrics/receipt-score.ts';
export { describeMachine, describeVersions } from './describe-run.ts';
export { reportPage } from './report/report-page.ts';
export type { Plot } from './suite.ts';
