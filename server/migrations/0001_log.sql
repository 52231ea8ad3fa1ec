-- One file holds everything: productions, their logs, devices and invitations.

CREATE TABLE productions (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  -- Changes when this relay lost what a device had read (DESIGN 6).
  epoch TEXT NOT NULL,
  created_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  production TEXT NOT NULL REFERENCES productions (id),
  audience TEXT NOT NULL,
  last_sequence INTEGER NOT NULL DEFAULT 0,
  -- Hashes of 32 bytes each, sorted, after the last sequence.
  heads BLOB NOT NULL DEFAULT x'',
  max_op INTEGER NOT NULL DEFAULT 0,
  -- Bytes of the chunks behind the snapshot.
  tail_bytes INTEGER NOT NULL DEFAULT 0,
  snapshot_sequence INTEGER NOT NULL DEFAULT 0,
  -- The last sequence when merging failed; it is not tried again for this document.
  compaction_failed INTEGER,
  UNIQUE (production, audience)
) STRICT;

CREATE TABLE chunks (
  document INTEGER NOT NULL REFERENCES documents (id),
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL,
  actor BLOB NOT NULL,
  actor_seq INTEGER NOT NULL,
  max_op INTEGER NOT NULL,
  -- Null once a snapshot stands for the chunk; the row stays, so that retries keep their place.
  bytes BLOB,
  PRIMARY KEY (document, sequence),
  UNIQUE (document, hash),
  UNIQUE (document, actor, actor_seq)
) STRICT;

CREATE TABLE snapshots (
  document INTEGER PRIMARY KEY REFERENCES documents (id),
  sequence INTEGER NOT NULL,
  -- The chunk at that sequence.
  hash BLOB NOT NULL,
  heads BLOB NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE devices (
  id TEXT PRIMARY KEY,
  production TEXT NOT NULL REFERENCES productions (id),
  token_hash BLOB NOT NULL UNIQUE,
  tag BLOB NOT NULL,
  label TEXT NOT NULL,
  role TEXT NOT NULL,
  person TEXT,
  script INTEGER NOT NULL DEFAULT 0,
  joined_ms INTEGER NOT NULL,
  seen_ms INTEGER,
  revoked_ms INTEGER
) STRICT;

-- A tag belongs to one device at a time: actors are told apart by it.
CREATE UNIQUE INDEX device_tags ON devices (production, tag) WHERE revoked_ms IS NULL;
CREATE INDEX devices_of_production ON devices (production);

CREATE TABLE invitations (
  id TEXT PRIMARY KEY,
  production TEXT NOT NULL REFERENCES productions (id),
  code_hash BLOB NOT NULL UNIQUE,
  role TEXT NOT NULL,
  person TEXT,
  script INTEGER NOT NULL DEFAULT 0,
  created_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL,
  used_ms INTEGER,
  used_by TEXT REFERENCES devices (id)
) STRICT;

CREATE INDEX invitations_of_production ON invitations (production);
