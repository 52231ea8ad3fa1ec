-- A letter that is done keeps how it ended and nothing else; a batch keeps its words as long as one
-- of its letters may still go.

-- A letter that was on its way when its batch was taken back is not tried again.
ALTER TABLE mail_batches ADD COLUMN taken_back_ms INTEGER;

CREATE INDEX mail_letters_open ON mail_letters (batch) WHERE state IN ('queued', 'sending');
CREATE INDEX mail_batches_made ON mail_batches (made_ms);

UPDATE mail_letters SET name = '', address = '', text = '' WHERE state NOT IN ('queued', 'sending');
UPDATE mail_batches SET file = NULL, subject = '', reply_to = NULL, file_name = ''
WHERE id NOT IN (SELECT batch FROM mail_letters WHERE state IN ('queued', 'sending'));
