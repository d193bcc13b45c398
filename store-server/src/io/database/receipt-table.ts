import type { EpochMs, MinorUnits, Receipt } from '@walkout/contracts';
import type { Database } from './open-database.ts';

interface ReceiptRow {
  readonly receipt: string;
  readonly number: number;
  readonly visit: string;
  readonly openedAt: number;
  readonly closedAt: number;
  readonly currency: string;
  readonly total: number;
  readonly refundOf: string | null;
  readonly refundReason: string | null;
}

export interface ReceiptPage {
  /** Only receipts with a lower number. */
  readonly before?: number | undefined;
  readonly limit: number;
  /** Only those whose number, visit, visit's ordinal or goods say this. */
  readonly search?: string | undefined;
  /** Only those issued from then on. */
  readonly from?: EpochMs | undefined;
  /** Only those issued before. */
  readonly until?: EpochMs | undefined;
  /** Only those that come to this, charged or paid back. */
  readonly amount?: MinorUnits | undefined;
}

const SELECT = `SELECT receipt, number, visit, opened_at AS openedAt, closed_at AS closedAt, currency, total,
  refund_of AS refundOf, refund_reason AS refundReason FROM receipts`;
const MATCHES = `(:search IS NULL OR CAST(number AS TEXT) = :search OR visit = :search OR receipt = :search
  OR EXISTS (SELECT 1 FROM visits WHERE visits.visit = receipts.visit AND CAST(ordinal AS TEXT) = :search) OR EXISTS (
  SELECT 1 FROM receipt_lines WHERE receipt_lines.receipt = receipts.receipt AND instr(lower(name), lower(:search)) > 0))
  AND (:from IS NULL OR closed_at >= :from) AND (:until IS NULL OR closed_at < :until) AND (:amount IS NULL OR abs(total) = :amount)`;

/** What a search leaves open. */
const ANY = { before: null, search: null, from: null, until: null, amount: null };

/** Receipts that are looked at again and again, as a list on a tablet is, are not put together anew: they never change. A few pages of them. */
const MOST_REMEMBERED = 200;

/** Issued receipts; they are only ever added. Nothing here opens a transaction: its caller does. */
export function receiptTable(database: Database) {
  const lines = database.prepare(`SELECT product, name, quantity, unit_price AS unitPrice, amount, tax_class AS taxClass, probability, evidence
    FROM receipt_lines WHERE receipt = ? ORDER BY position`);
  const discounts = database.prepare(`SELECT promotion, name, product, amount
    FROM receipt_discounts WHERE receipt = ? ORDER BY position`);
  const taxes = database.prepare(`SELECT tax_class AS taxClass, basis_points AS basisPoints, net, tax, gross
    FROM receipt_taxes WHERE receipt = ? ORDER BY position`);
  const byId = database.prepare(`${SELECT} WHERE receipt = ?`);
  const byVisit = database.prepare(`${SELECT} WHERE visit = ? AND refund_of IS NULL`);
  const byRefunded = database.prepare(`${SELECT} WHERE refund_of = ? ORDER BY number`);
  const page = database.prepare(`${SELECT} WHERE (:before IS NULL OR number < :before) AND ${MATCHES} ORDER BY number DESC LIMIT :limit`);
  const next = database.prepare('SELECT coalesce(max(number), 0) + 1 FROM receipts').pluck();
  const addHead = database.prepare(`INSERT INTO receipts
    (receipt, number, visit, opened_at, closed_at, currency, total, refund_of, refund_reason)
    VALUES (:receipt, :number, :visit, :openedAt, :closedAt, :currency, :total, :refundOf, :refundReason)`);
  const addLine = database.prepare(`INSERT INTO receipt_lines
    (receipt, position, product, name, quantity, unit_price, amount, tax_class, probability, evidence)
    VALUES (:receipt, :position, :product, :name, :quantity, :unitPrice, :amount, :taxClass, :probability, :evidence)`);
  const addDiscount = database.prepare(`INSERT INTO receipt_discounts (receipt, position, promotion, name, product, amount)
    VALUES (:receipt, :position, :promotion, :name, :product, :amount)`);
  const addTax = database.prepare(`INSERT INTO receipt_taxes (receipt, position, tax_class, basis_points, net, tax, gross)
    VALUES (:receipt, :position, :taxClass, :basisPoints, :net, :tax, :gross)`);

  const linesOf = (receipt: string): Receipt['lines'] =>
    (lines.all(receipt) as (Omit<Receipt['lines'][number], 'evidence'> & { evidence: string })[])
      .map(({ evidence, ...line }) => ({ ...line, evidence: JSON.parse(evidence) as string[] }));
  const read = ({ refundOf, refundReason, total, ...head }: ReceiptRow): Receipt => ({
    ...head,
    lines: linesOf(head.receipt),
    discounts: discounts.all(head.receipt) as Receipt['discounts'],
    taxes: taxes.all(head.receipt) as Receipt['taxes'],
    total,
    ...(refundOf === null ? {} : { refund: { of: refundOf, reason: refundReason! } }),
  });
  const remembered = new Map<string, Receipt>();
  function whole(row: ReceiptRow): Receipt {
    const known = remembered.get(row.receipt);
    if (known !== undefined) return known;
    const receipt = read(row);
    // What is not committed may yet never have been.
    if (database.inTransaction) return receipt;
    if (remembered.size >= MOST_REMEMBERED) remembered.delete(remembered.keys().next().value!);
    remembered.set(row.receipt, receipt);
    return receipt;
  }
  const found = (row: unknown): Receipt | undefined => (row === undefined ? undefined : whole(row as ReceiptRow));
  return {
    find: (receipt: string): Receipt | undefined => found(byId.get(receipt)),
    /** What the visit was charged; not its refunds. */
    ofVisit: (visit: string): Receipt | undefined => found(byVisit.get(visit)),
    /** What has been paid back of a receipt, in order. */
    refundsOf: (receipt: string): Receipt[] => (byRefunded.all(receipt) as ReceiptRow[]).map(whole),
    /** Newest first. */
    list: (wanted: ReceiptPage): Receipt[] => (page.all({ ...ANY, ...wanted }) as ReceiptRow[]).map(whole),
    nextNumber: (): number => next.get() as number,
    add({ lines: newLines, discounts: newDiscounts, taxes: newTaxes, refund, ...head }: Receipt): void {
      const { receipt } = head;
      newLines.forEach((line, position) => addLine.run({ ...line, evidence: JSON.stringify(line.evidence), receipt, position }));
      newDiscounts.forEach((discount, position) => addDiscount.run({ ...discount, receipt, position }));
      newTaxes.forEach((tax, position) => addTax.run({ ...tax, receipt, position }));
      addHead.run({ ...head, refundOf: refund?.of ?? null, refundReason: refund?.reason ?? null });
    },
  };
}
export type ReceiptTable = ReturnType<typeof receiptTable>;
