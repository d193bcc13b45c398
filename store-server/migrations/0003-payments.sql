-- Money held and taken for visits. Amounts are in the currency's minor units, times are this server's clock, ms.

-- What a provider holds or has taken for a visit. `charge` is what is meant to be taken, `refund_due` what is meant to be paid
-- back; `captured` and `refunded` are what the provider has confirmed.
CREATE TABLE payments (
  payment    TEXT PRIMARY KEY,
  visit      TEXT NOT NULL,
  provider   TEXT NOT NULL,
  source     TEXT NOT NULL,
  currency   TEXT NOT NULL,
  amount     INTEGER NOT NULL CHECK (amount >= 0),
  state      TEXT NOT NULL CHECK (state IN ('authorising', 'authorised', 'declined', 'captured', 'voided', 'failed')),
  reference  TEXT,
  charge     INTEGER CHECK (charge BETWEEN 0 AND amount),
  captured   INTEGER NOT NULL DEFAULT 0 CHECK (captured = 0 OR captured = charge),
  refund_due INTEGER NOT NULL DEFAULT 0 CHECK (refund_due BETWEEN 0 AND coalesce(charge, 0)),
  refunded   INTEGER NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND refund_due),
  trouble    TEXT
) STRICT;
CREATE INDEX payments_by_visit ON payments (visit);
CREATE INDEX payments_by_reference ON payments (reference);

-- What is still to be asked of providers; written with the change that it follows from, gone when the answer is kept.
-- Those of one payment are done one after another.
CREATE TABLE payment_steps (
  position   INTEGER PRIMARY KEY AUTOINCREMENT,
  payment    TEXT NOT NULL REFERENCES payments (payment),
  action     TEXT NOT NULL CHECK (action IN ('authorise', 'capture', 'void', 'refund')),
  amount     INTEGER NOT NULL CHECK (amount >= 0),
  key        TEXT NOT NULL UNIQUE,
  attempts   INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  due_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX payment_steps_by_payment ON payment_steps (payment, position);
CREATE INDEX payment_steps_by_due ON payment_steps (due_at);

-- Events that a provider has told, so that one told twice counts once.
CREATE TABLE payment_events (
  event             TEXT PRIMARY KEY,
  kind              TEXT NOT NULL,
  taken_recorded_at INTEGER NOT NULL
) STRICT;

-- The ledger: house accounts. Every posting moves an amount between two accounts, so that all balances add up to nothing.
-- A house account's balance below zero is what it owes; without a limit it may owe any amount.
CREATE TABLE ledger_accounts (
  account TEXT PRIMARY KEY,
  most_owed INTEGER CHECK (most_owed >= 0)
) STRICT;
CREATE TABLE ledger_holds (
  key     TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES ledger_accounts (account),
  amount  INTEGER NOT NULL CHECK (amount >= 0),
  state   TEXT NOT NULL CHECK (state IN ('held', 'captured', 'released'))
) STRICT;
CREATE INDEX ledger_holds_by_account ON ledger_holds (account, state);
CREATE TABLE ledger_postings (
  key       TEXT PRIMARY KEY,
  debit     TEXT NOT NULL REFERENCES ledger_accounts (account),
  credit    TEXT NOT NULL REFERENCES ledger_accounts (account),
  amount    INTEGER NOT NULL CHECK (amount >= 0),
  posted_at INTEGER NOT NULL,
  CHECK (debit <> credit)
) STRICT;
CREATE INDEX ledger_postings_by_debit ON ledger_postings (debit);
CREATE INDEX ledger_postings_by_credit ON ledger_postings (credit);
CREATE TRIGGER ledger_postings_never_updated BEFORE UPDATE ON ledger_postings
  BEGIN SELECT RAISE(ABORT, 'a posting is never changed'); END;
CREATE TRIGGER ledger_postings_never_deleted BEFORE DELETE ON ledger_postings
  BEGIN SELECT RAISE(ABORT, 'a posting is never changed'); END;
