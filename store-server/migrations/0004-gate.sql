-- Who may come in, who was let in, and what went through the gate for it. Times are this server's clock, ms.

-- A shopper's page is opened by a signed link; a higher version makes every earlier link useless.
CREATE TABLE shoppers (
  shopper      TEXT PRIMARY KEY,
  name         TEXT NOT NULL,
  provider     TEXT NOT NULL,
  source       TEXT NOT NULL,
  staff        INTEGER NOT NULL DEFAULT 0 CHECK (staff IN (0, 1)),
  link_version INTEGER NOT NULL DEFAULT 1,
  added_at     INTEGER NOT NULL
) STRICT;

-- A visit that somebody has been let in for. `asking`: the provider has not answered; `expected`: admitted, nobody through yet;
-- `entered`: somebody is through; `refused`: nothing was held; `lapsed`: nobody came, what was held is let go.
CREATE TABLE admissions (
  visit             TEXT PRIMARY KEY,
  gate              TEXT NOT NULL,
  shopper           TEXT,
  credential_sha256 BLOB NOT NULL CHECK (length(credential_sha256) = 32),
  provider          TEXT NOT NULL,
  source            TEXT NOT NULL,
  payment           TEXT NOT NULL REFERENCES payments (payment),
  people            INTEGER NOT NULL CHECK (people >= 1),
  entered           INTEGER NOT NULL DEFAULT 0,
  state             TEXT NOT NULL CHECK (state IN ('asking', 'expected', 'entered', 'refused', 'lapsed')),
  admitted_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX admissions_by_credential ON admissions (credential_sha256, admitted_at);
CREATE INDEX admissions_by_state ON admissions (state, admitted_at);
CREATE INDEX admissions_by_shopper ON admissions (shopper);

-- What a reader has been answered, so that a scan told twice is answered the same.
CREATE TABLE scans (
  scan       TEXT PRIMARY KEY,
  gate       TEXT NOT NULL,
  scanned_at INTEGER NOT NULL,
  answer     TEXT NOT NULL CHECK (json_valid(answer))
) STRICT;

ALTER TABLE passages ADD COLUMN visit TEXT;
ALTER TABLE passages ADD COLUMN staff INTEGER NOT NULL DEFAULT 0 CHECK (staff IN (0, 1));
CREATE INDEX passages_by_visit ON passages (visit);
