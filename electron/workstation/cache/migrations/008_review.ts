/**
 * Who is to decide what, holds that end by themselves, how many messages stand in each queue, saved views, and the
 * batches of this workstation's users. Counts are kept by triggers, because counting would read every index entry of a
 * queue whenever one message changed; rows are deleted by one function alone, which counts down itself, so that emptying
 * the table stays one step. Copies made before are taken anew: the snapshot knows more now.
 */
export const reviewMigration = `
ALTER TABLE message ADD COLUMN assigned_to TEXT;
ALTER TABLE message ADD COLUMN shown_assigned TEXT;
ALTER TABLE message ADD COLUMN held_until INTEGER;
ALTER TABLE message ADD COLUMN shown_held_until INTEGER;
CREATE INDEX message_assigned ON message
  (shown_assigned, sent_at, id, urgent, priority, contact_id, direction, categories, cod, revision)
  WHERE queue IS NOT NULL AND shown_assigned IS NOT NULL;
CREATE INDEX message_alert ON message (sent_at, id)
  WHERE urgent = 1 AND shown_state = 'pending_review' AND shown_assigned IS NULL;

ALTER TABLE decision ADD COLUMN held_until INTEGER;
ALTER TABLE decision ADD COLUMN assigned_to TEXT;
CREATE INDEX decision_batch ON decision (batch_id) WHERE batch_id IS NOT NULL;

CREATE TABLE queue_count (
  queue INTEGER PRIMARY KEY CHECK (queue BETWEEN 1 AND 4),
  n INTEGER NOT NULL
) STRICT;
INSERT INTO queue_count SELECT value, (SELECT COUNT(*) FROM message WHERE queue = value)
  FROM json_each('[1,2,3,4]');
CREATE TRIGGER message_counted AFTER INSERT ON message WHEN NEW.queue IS NOT NULL BEGIN
  UPDATE queue_count SET n = n + 1 WHERE queue = NEW.queue;
END;
CREATE TRIGGER message_moved AFTER UPDATE OF queue ON message WHEN OLD.queue IS NOT NEW.queue BEGIN
  UPDATE queue_count SET n = n - 1 WHERE queue = OLD.queue;
  UPDATE queue_count SET n = n + 1 WHERE queue = NEW.queue;
END;

CREATE TABLE shared_view (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  content TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE private_view (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  name TEXT NOT NULL,
  content TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX private_view_user ON private_view (user_id);

CREATE TABLE batch (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  reason_id TEXT,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_user ON batch (user_id, at);
CREATE TABLE batch_item (
  batch_id TEXT NOT NULL,
  message_id TEXT NOT NULL,
  place INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  code TEXT,
  by_name TEXT,
  PRIMARY KEY (batch_id, message_id)
) STRICT, WITHOUT ROWID;
UPDATE sync_position SET state = 'empty' WHERE state = 'complete';
`
