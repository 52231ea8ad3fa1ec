-- What the logs of a production have taken in, rows among it: one production must not fill the disk
-- for all. It never shrinks, so that it is at least what is kept.

ALTER TABLE productions ADD COLUMN log_bytes INTEGER NOT NULL DEFAULT 0;
UPDATE productions SET log_bytes = (
  SELECT coalesce(sum(d.last_sequence * 200 + d.tail_bytes + coalesce(length(s.bytes), 0)), 0)
  FROM documents d LEFT JOIN snapshots s ON s.document = d.id
  WHERE d.production = productions.id
);
