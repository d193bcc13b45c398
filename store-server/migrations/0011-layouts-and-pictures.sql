-- The store layout (contracts: StoreLayout) as it was and is: each change is a new version of the whole document, and the
-- highest one holds. Times are this server's clock, ms since the Unix epoch.
CREATE TABLE layouts (
  version  INTEGER PRIMARY KEY,
  -- JSON, gzip: a version of a store with a thousand products is a few tens of kilobytes.
  body     BLOB NOT NULL,
  -- Of the JSON text: a file that was taken in once is known again.
  sha256   BLOB NOT NULL CHECK (length(sha256) = 32),
  note     TEXT NOT NULL,
  made_by  TEXT NOT NULL,
  made_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX layouts_by_sha256 ON layouts (sha256);
CREATE TRIGGER layouts_never_updated BEFORE UPDATE ON layouts
  BEGIN SELECT RAISE(ABORT, 'a version of the layout is never changed'); END;

-- Pictures of products; a product names its picture by the address that the hash is part of.
CREATE TABLE pictures (
  sha256 TEXT PRIMARY KEY,
  type   TEXT NOT NULL CHECK (type IN ('image/jpeg', 'image/png', 'image/webp')),
  bytes  BLOB NOT NULL
) STRICT;
