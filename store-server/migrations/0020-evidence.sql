-- What a doubtful cart is judged by, and what people made of it. Times are by the sensors' clock save `*_recorded_at`.

-- Where the people near a shelf event went (JSON: FloorPath[]); goes with the event.
CREATE TABLE event_paths (
  event TEXT PRIMARY KEY REFERENCES shelf_events (event) ON DELETE CASCADE,
  paths TEXT NOT NULL CHECK (json_valid(paths))
) STRICT;

-- What the edge nodes sent of them: everybody but the shopper hidden, and every face. `frames` is the index of `pictures`.
CREATE TABLE clips (
  clip             TEXT PRIMARY KEY,
  visit            TEXT NOT NULL,
  event            TEXT NOT NULL,
  camera           TEXT NOT NULL,
  state            TEXT NOT NULL CHECK (state IN ('asked', 'kept', 'gone')),
  frames           TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(frames)),
  pictures         BLOB,
  asked_recorded_at INTEGER NOT NULL,
  UNIQUE (visit, event, camera)
) STRICT;

-- A person's decision with what the store knew then: a labelled example. Outlives the events and clips that it came from.
CREATE TABLE examples (
  visit               TEXT PRIMARY KEY,
  decided_recorded_at INTEGER NOT NULL,
  body                TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
