import type { Receipt } from '@walkout/contracts';
import type { Database } from './open-database.ts';

type ReceiptHead = Omit<Receipt, 'lines' | 'taxes'>;

export interface ReceiptPage {
  /** Only receipts with a lower number. */
  readonly before?: number | undefined;
  readonly limit: number;
}

const SELECT = `SELECT receipt, number, visit, opened_at AS openedAt, closed_at AS closedAt, currency, total FROM receipts`;

/** Issued receipts; they are only ever added. Nothing here opens a transaction: its caller does. */
export function receiptTable(database: Database) {
  const lines = database.prepare(`SELECT product, name, quantity, unit_price AS unitPrice, amount, probability
    FROM receipt_lines WHERE receipt = ? ORDER BY position`);
  const taxes = database.prepare(`SELECT tax_class AS taxClass, basis_points AS basisPoints, net, tax, gross
    FROM receipt_taxes WHERE receipt = ? ORDER BY position`);
  const byId = database.prepare(`${SELECT} WHERE receipt = ?`);
  const byVisit = database.prepare(`${SELECT} WHERE visit = ?`);
  const page = database.prepare(`${SELECT} WHERE :before IS NULL OR number < :before ORDER BY number DESC LIMIT :limit`);
  const next = database.prepare('SELECT coalesce(max(number), 0) + 1 FROM receipts').pluck();
  const addHead = database.prepare(`INSERT INTO receipts (receipt, number, visit, opened_at, closed_at, currency, total)
    VALUES (:receipt, :number, :visit, :openedAt, :closedAt, :currency, :total)`);
  const addLine = database.prepare(`INSERT INTO receipt_lines (receipt, position, product, name, quantity, unit_price, amount, probability)
    VALUES (:receipt, :position, :product, :name, :quantity, :unitPrice, :amount, :probability)`);
  const addTax = database.prepare(`INSERT INTO receipt_taxes (receipt, position, tax_class, basis_points, net, tax, gross)
    VALUES (:receipt, :position, :taxClass, :basisPoints, :net, :tax, :gross)`);

  const whole = ({ receipt, number, visit, openedAt, closedAt, currency, total }: ReceiptHead): Receipt => ({
    receipt, number, visit, openedAt, closedAt, currency,
    lines: lines.all(receipt) as Receipt['lines'],
    taxes: taxes.all(receipt) as Receipt['taxes'],
    total,
  });
  const found = (row: unknown): Receipt | undefined => (row === undefined ? undefined : whole(row as ReceiptHead));
  return {
    find: (receipt: string): Receipt | undefined => found(byId.get(receipt)),
    ofVisit: (visit: string): Receipt | undefined => found(byVisit.get(visit)),
    /** Newest first. */
    list: ({ before, limit }: ReceiptPage): Receipt[] =>
      (page.all({ before: before ?? null, limit }) as ReceiptHead[]).map(whole),
    nextNumber: (): number => next.get() as number,
    add({ lines: newLines, taxes: newTaxes, ...head }: Receipt): void {
      newLines.forEach((line, position) => addLine.run({ ...line, receipt: head.receipt, position }));
      newTaxes.forEach((tax, position) => addTax.run({ ...tax, receipt: head.receipt, position }));
      addHead.run(head);
    },
  };
}
export type ReceiptTable = ReturnType<typeof receiptTable>;
