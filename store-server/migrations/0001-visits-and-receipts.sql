-- Visits from the gate to the receipt. Times are ms since the Unix epoch by the sensors' clock, save `*_recorded_at`
-- (this server's clock). Money is in the currency's minor units.

CREATE TABLE secrets (
  name  TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT;

CREATE TABLE passages (
  passage           TEXT PRIMARY KEY,
  gate              TEXT NOT NULL,
  direction         TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  captured_at       REAL NOT NULL,
  credential_sha256 BLOB CHECK (length(credential_sha256) = 32)
) STRICT;

-- gate and opened_at are NULL while a cart is known and the passage that it came in by is not.
CREATE TABLE visits (
  ordinal   INTEGER PRIMARY KEY AUTOINCREMENT,
  visit     TEXT NOT NULL UNIQUE,
  gate      TEXT,
  opened_at REAL,
  state     TEXT NOT NULL CHECK (state IN ('open', 'review', 'settled')),
  reasons   TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(reasons))
) STRICT;
CREATE INDEX visits_by_state ON visits (state, ordinal);

-- The latest cart of a visit, as fusion said it (contracts: Cart).
CREATE TABLE carts (
  visit    TEXT PRIMARY KEY REFERENCES visits (visit),
  revision INTEGER NOT NULL,
  body     TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

-- What staff made of a cart in review.
CREATE TABLE decisions (
  visit               TEXT PRIMARY KEY REFERENCES visits (visit),
  revision            INTEGER NOT NULL,
  lines               TEXT NOT NULL CHECK (json_valid(lines)),
  decided_recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE receipts (
  receipt   TEXT PRIMARY KEY,
  number    INTEGER NOT NULL UNIQUE CHECK (number >= 1),
  visit     TEXT NOT NULL UNIQUE REFERENCES visits (visit),
  opened_at REAL NOT NULL,
  closed_at REAL NOT NULL,
  currency  TEXT NOT NULL,
  total     INTEGER NOT NULL
) STRICT;

CREATE TABLE receipt_lines (
  receipt     TEXT NOT NULL REFERENCES receipts (receipt) DEFERRABLE INITIALLY DEFERRED,
  position    INTEGER NOT NULL,
  product     TEXT NOT NULL,
  name        TEXT NOT NULL,
  quantity    INTEGER NOT NULL CHECK (quantity >= 1),
  unit_price  INTEGER NOT NULL,
  amount      INTEGER NOT NULL,
  probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
  PRIMARY KEY (receipt, position)
) STRICT;

CREATE TABLE receipt_taxes (
  receipt      TEXT NOT NULL REFERENCES receipts (receipt) DEFERRABLE INITIALLY DEFERRED,
  position     INTEGER NOT NULL,
  tax_class    TEXT NOT NULL,
  basis_points INTEGER NOT NULL,
  net          INTEGER NOT NULL,
  tax          INTEGER NOT NULL,
  gross        INTEGER NOT NULL CHECK (gross = net + tax),
  PRIMARY KEY (receipt, position)
) STRICT;

-- What has been decided and not yet said on the broker; written with the change that it tells of.
CREATE TABLE outbox (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  topic    TEXT NOT NULL,
  id       TEXT NOT NULL,
  body     TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

-- An issued receipt is never changed. Lines and taxes are written first, the receipt last: its row seals them.
CREATE TRIGGER receipts_number_gap_free BEFORE INSERT ON receipts
  WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM receipts)
  BEGIN SELECT RAISE(ABORT, 'receipt numbers follow each other without a gap'); END;
CREATE TRIGGER receipts_never_updated BEFORE UPDATE ON receipts
  BEGIN SELECT RAISE(ABORT, 'an issued receipt is never changed'); END;
CREATE TRIGGER receipts_never_deleted BEFORE DELETE ON receipts
  BEGIN SELECT RAISE(ABORT, 'an issued receipt is never changed'); END;
CREATE TRIGGER receipt_lines_sealed BEFORE INSERT ON receipt_lines
  WHEN EXISTS (SELECT 1 FROM receipts WHERE receipt = NEW.receipt)
  BEGIN SELECT RAISE(ABORT, 'an issued receipt is never changed'); END;
CREATE TRIGGER receipt_lines_never_updated BEFORE UPDATE ON receipt_lines
  BEGIN SELECT RAISE(ABORT, 'an issued receipt is never changed'); END;
CREATE TRIGGER receipt_lines_never_deleted BEFORE DELETE ON receipt_lines
  BEGIN SELECT RAISE(ABORT, 'an issued receipt is never changed'); END;
CREATE TRIGGER receipt_taxes_sealed BEFORE INSERT ON receipt_taxes
  WHEN EXISTS (SELECT 1 FROM receipts WHERE receipt = NEW.receipt)
  BEGIN SELECT RAISE(ABORT, 'an issued receipt is never changed'); END;
CREATE TRIGGER receipt_taxes_never_updated BEFORE UPDATE ON receipt_taxes
  BEGIN SELECT RAISE(ABORT, 'an issued receipt is never changed'); END;
CREATE TRIGGER receipt_taxes_never_deleted BEFORE DELETE ON receipt_taxes
  BEGIN SELECT RAISE(ABORT, 'an issued receipt is never changed'); END;
