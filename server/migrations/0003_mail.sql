-- Mail that devices handed over, until the mail server has it or refused it.

CREATE TABLE mail_batches (
  id INTEGER PRIMARY KEY,
  production TEXT NOT NULL REFERENCES productions (id),
  -- Made by the device: handing the same batch over twice stores it once.
  name TEXT NOT NULL,
  device TEXT NOT NULL,
  subject TEXT NOT NULL,
  reply_to TEXT,
  file_name TEXT NOT NULL,
  -- Null once no letter needs it any more.
  file BLOB,
  made_ms INTEGER NOT NULL,
  -- By this relay's clock; nothing leaves before.
  release_ms INTEGER NOT NULL,
  UNIQUE (production, name)
) STRICT;

CREATE TABLE mail_letters (
  batch INTEGER NOT NULL REFERENCES mail_batches (id) ON DELETE CASCADE,
  person TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  text TEXT NOT NULL,
  -- queued sending sent bounced blocked failed taken_back
  state TEXT NOT NULL,
  -- What the mail server said last.
  said TEXT NOT NULL DEFAULT '',
  tries INTEGER NOT NULL DEFAULT 0,
  next_ms INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL,
  PRIMARY KEY (batch, person)
) STRICT;

CREATE INDEX mail_letters_due ON mail_letters (next_ms) WHERE state = 'queued';
