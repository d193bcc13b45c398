-- Who may do what: staff, the devices they sign in on, their sessions, and a log of what was done.
-- All times are this server's clock, ms since the Unix epoch.

CREATE TABLE staff (
  staff        TEXT PRIMARY KEY,
  name         TEXT NOT NULL,
  role         TEXT NOT NULL CHECK (role IN ('associate', 'manager', 'engineer')),
  -- argon2id; NULL until a PIN has been set: this person cannot sign in by PIN yet.
  pin_hash     TEXT,
  failures     INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER,
  active       INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  added_at     INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX staff_by_name ON staff (lower(name)) WHERE active = 1;

-- A tablet keeps its secret in a cookie, a gate's reader sends it as a bearer token; here is only the hash.
CREATE TABLE devices (
  device        TEXT PRIMARY KEY,
  name          TEXT NOT NULL,
  kind          TEXT NOT NULL CHECK (kind IN ('tablet', 'gate')),
  gate          TEXT CHECK ((kind = 'gate') = (gate IS NOT NULL)),
  secret_sha256 BLOB NOT NULL UNIQUE CHECK (length(secret_sha256) = 32),
  enrolled_at   INTEGER NOT NULL,
  seen_at       INTEGER NOT NULL,
  revoked_at    INTEGER
) STRICT;

-- One-time codes: each enrols one device, and signs `staff` in on it where that is given.
CREATE TABLE enrolment_codes (
  code_sha256 BLOB PRIMARY KEY CHECK (length(code_sha256) = 32),
  name        TEXT NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('tablet', 'gate')),
  gate        TEXT CHECK ((kind = 'gate') = (gate IS NOT NULL)),
  staff       TEXT REFERENCES staff (staff),
  expires_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
  token_sha256 BLOB PRIMARY KEY CHECK (length(token_sha256) = 32),
  staff        TEXT NOT NULL REFERENCES staff (staff),
  device       TEXT NOT NULL REFERENCES devices (device),
  started_at   INTEGER NOT NULL,
  used_at      INTEGER NOT NULL
) STRICT;

-- What was done, by whom: only ever added to. Each entry holds the hash of the one before it, so that a change made behind
-- the back of the triggers shows.
CREATE TABLE audit (
  position        INTEGER PRIMARY KEY,
  recorded_at     INTEGER NOT NULL,
  actor           TEXT NOT NULL,
  device          TEXT,
  action          TEXT NOT NULL,
  subject         TEXT NOT NULL,
  detail          TEXT NOT NULL CHECK (json_valid(detail)),
  previous_sha256 BLOB NOT NULL CHECK (length(previous_sha256) = 32),
  sha256          BLOB NOT NULL CHECK (length(sha256) = 32)
) STRICT;
CREATE TRIGGER audit_in_order BEFORE INSERT ON audit
  WHEN NEW.position <> (SELECT coalesce(max(position), 0) + 1 FROM audit)
    OR NEW.previous_sha256 <> coalesce((SELECT sha256 FROM audit ORDER BY position DESC LIMIT 1), zeroblob(32))
  BEGIN SELECT RAISE(ABORT, 'the audit log is only added to, at its end'); END;
CREATE TRIGGER audit_never_updated BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
CREATE TRIGGER audit_never_deleted BEFORE DELETE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
