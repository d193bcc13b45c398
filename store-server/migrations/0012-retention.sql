-- How far the tables had come at a time of this server's clock: what lies before an old enough mark is old, whatever the sensors'
-- clocks said. Every sweep sets one.
CREATE TABLE retention_marks (
  marked_at   INTEGER PRIMARY KEY,
  visit       INTEGER NOT NULL,
  passage     INTEGER NOT NULL,
  shelf_event INTEGER NOT NULL
) STRICT;
