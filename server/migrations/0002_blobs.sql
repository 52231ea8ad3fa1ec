-- Photographs and other files beside the log. The bytes of those that are whole are files named by
-- their hash; a row lets the readers of one document have them.

CREATE TABLE blobs (
  -- Names the file that is not whole yet.
  id INTEGER PRIMARY KEY,
  production TEXT NOT NULL REFERENCES productions (id),
  audience TEXT NOT NULL,
  hash BLOB NOT NULL,
  -- As it was said with the first piece; counts against the production's bound from then on.
  size_bytes INTEGER NOT NULL,
  begun_ms INTEGER NOT NULL,
  -- Null until all of it is here and the hash was compared.
  whole_ms INTEGER,
  UNIQUE (production, audience, hash)
) STRICT;

CREATE INDEX blobs_not_whole ON blobs (begun_ms) WHERE whole_ms IS NULL;
