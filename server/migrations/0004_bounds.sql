-- Who announced a blob, and when its last piece came: what one device may have begun and not
-- finished is bounded, and what nobody goes on with makes room.

ALTER TABLE blobs ADD COLUMN device TEXT REFERENCES devices (id);
ALTER TABLE blobs ADD COLUMN moved_ms INTEGER NOT NULL DEFAULT 0;
UPDATE blobs SET moved_ms = begun_ms;

DROP INDEX blobs_not_whole;
CREATE INDEX blobs_not_whole ON blobs (production, moved_ms) WHERE whole_ms IS NULL;
CREATE INDEX blobs_begun_by ON blobs (device) WHERE whole_ms IS NULL;
