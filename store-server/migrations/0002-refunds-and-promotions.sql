-- Receipts that pay back others, and promotions with what they took off. SQLite changes no constraint in place: the table of
-- receipts is made anew. A refund shares the visit and the series of numbers of the receipt that it pays back.

DROP TRIGGER receipt_lines_sealed;
DROP TRIGGER receipt_taxes_sealed;
PRAGMA defer_foreign_keys = ON;

CREATE TABLE receipts_with_refunds (
  receipt       TEXT PRIMARY KEY,
  number        INTEGER NOT NULL UNIQUE CHECK (number >= 1),
  visit         TEXT NOT NULL REFERENCES visits (visit),
  opened_at     REAL NOT NULL,
  closed_at     REAL NOT NULL,
  currency      TEXT NOT NULL,
  total         INTEGER NOT NULL,
  refund_of     TEXT REFERENCES receipts (receipt),
  refund_reason TEXT,
  CHECK ((refund_of IS NULL) = (refund_reason IS NULL)),
  CHECK (refund_of IS NULL OR total <= 0)
) STRICT;
INSERT INTO receipts_with_refunds (receipt, number, visit, opened_at, closed_at, currency, total)
  SELECT receipt, number, visit, opened_at, closed_at, currency, total FROM receipts;
DROP TABLE receipts;
ALTER TABLE receipts_with_refunds RENAME TO receipts;
CREATE UNIQUE INDEX receipts_one_a_visit ON receipts (visit) WHERE refund_of IS NULL;
CREATE INDEX receipts_by_refunded ON receipts (refund_of) WHERE refund_of IS NOT NULL;

ALTER TABLE receipt_lines ADD COLUMN tax_class TEXT NOT NULL DEFAULT '';
ALTER TABLE receipt_lines ADD COLUMN evidence TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(evidence));

CREATE TABLE receipt_discounts (
  receipt   TEXT NOT NULL REFERENCES receipts (receipt) DEFERRABLE INITIALLY DEFERRED,
  position  INTEGER NOT NULL,
  promotion TEXT NOT NULL,
  name      TEXT NOT NULL,
  product   TEXT NOT NULL,
  amount    INTEGER NOT NULL,
  PRIMARY KEY (receipt, position)
) STRICT;

-- What a store takes off; the body is a Promotion (core/receipts/promotion.ts).
CREATE TABLE promotions (
  promotion TEXT PRIMARY KEY,
  body      TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

-- An issued receipt is never changed; see 0001. Never more is paid back than was charged.
CREATE TRIGGER receipts_number_gap_free BEFORE INSERT ON receipts
  WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM receipts)
  BEGIN SELECT RAISE(ABORT, 'receipt numbers follow each other without a gap'); END;
CREATE TRIGGER receipts_never_updated BEFORE UPDATE ON receipts
  BEGIN SELECT RAISE(ABORT, 'an issued receipt is never changed'); END;
CREATE TRIGGER receipts_never_deleted BEFORE DELETE ON receipts
  BEGIN SELECT RAISE(ABORT, 'an issued receipt is never changed'); END;
CREATE TRIGGER receipts_refund_a_sale BEFORE INSERT ON receipts
  WHEN NEW.refund_of IS NOT NULL AND EXISTS (SELECT 1 FROM receipts WHERE receipt = NEW.refund_of AND refund_of IS NOT NULL)
  BEGIN SELECT RAISE(ABORT, 'a refund is not paid back'); END;
CREATE TRIGGER receipts_refund_no_more_than_charged BEFORE INSERT ON receipts
  WHEN NEW.refund_of IS NOT NULL AND NEW.total
    + (SELECT total FROM receipts WHERE receipt = NEW.refund_of)
    + (SELECT coalesce(sum(total), 0) FROM receipts WHERE refund_of = NEW.refund_of) < 0
  BEGIN SELECT RAISE(ABORT, 'never more is paid back than was charged'); END;
CREATE TRIGGER receipt_lines_sealed BEFORE INSERT ON receipt_lines
  WHEN EXISTS (SELECT 1 FROM receipts WHERE receipt = NEW.receipt)
  BEGIN SELECT RAISE(ABORT, 'an issued receipt is never changed'); END;
CREATE TRIGGER receipt_taxes_sealed BEFORE INSERT ON receipt_taxes
  WHEN EXISTS (SELECT 1 FROM receipts WHERE receipt = NEW.receipt)
  BEGIN SELECT RAISE(ABORT, 'an issued receipt is never changed'); END;
CREATE TRIGGER receipt_discounts_sealed BEFORE INSERT ON receipt_discounts
  WHEN EXISTS (SELECT 1 FROM receipts WHERE receipt = NEW.receipt)
  BEGIN SELECT RAISE(ABORT, 'an issued receipt is never changed'); END;
CREATE TRIGGER receipt_discounts_never_updated BEFORE UPDATE ON receipt_discounts
  BEGIN SELECT RAISE(ABORT, 'an issued receipt is never changed'); END;
CREATE TRIGGER receipt_discounts_never_deleted BEFORE DELETE ON receipt_discounts
  BEGIN SELECT RAISE(ABORT, 'an issued receipt is never changed'); END;
