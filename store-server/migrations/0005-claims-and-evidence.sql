-- What shoppers say is wrong with a receipt, and what became of it; and the shelf events that receipts rest on.

-- `open`: staff have not looked; `accepted`: paid back by the refund; `declined`: with words for the shopper.
CREATE TABLE claims (
  claim    TEXT PRIMARY KEY,
  receipt  TEXT NOT NULL REFERENCES receipts (receipt),
  product  TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity >= 1),
  reason   TEXT NOT NULL CHECK (reason IN ('not-taken', 'put-back', 'fewer', 'other-product', 'wrong-price', 'other')),
  note     TEXT NOT NULL,
  state    TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'declined')),
  refund   TEXT REFERENCES receipts (receipt),
  answer   TEXT,
  made_at  INTEGER NOT NULL,
  decided_at INTEGER,
  CHECK ((state = 'accepted') = (refund IS NOT NULL)),
  CHECK ((state = 'open') = (decided_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX claims_open_once ON claims (receipt, product) WHERE state = 'open';
CREATE INDEX claims_by_state ON claims (state, made_at);
CREATE INDEX claims_by_receipt ON claims (receipt);

-- What fusion said of a shelf (contracts: ShelfEvent).
CREATE TABLE shelf_events (
  event      TEXT PRIMARY KEY,
  settled_at REAL NOT NULL,
  body       TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
CREATE INDEX shelf_events_by_time ON shelf_events (settled_at);
