/**
 * Messages and their history. `queue` is the queue in which an open message stands with the user's overlay applied, NULL
 * for a closed one, so that the indexes of the queue hold open messages only. The long columns stand last: what lists
 * read lies on the first page of a row.
 */
export const messagesMigration = `
CREATE TABLE message (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  contact_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  individual_id TEXT NOT NULL,
  direction TEXT NOT NULL,
  characters INTEGER NOT NULL,
  state TEXT NOT NULL,
  payment TEXT NOT NULL,
  cod INTEGER NOT NULL,
  escalated INTEGER NOT NULL,
  urgent INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  sent_at INTEGER NOT NULL,
  deliver_at INTEGER,
  delivered_at INTEGER,
  opened_at INTEGER,
  state_since INTEGER NOT NULL,
  revises TEXT,
  revision INTEGER NOT NULL,
  categories INTEGER NOT NULL,
  shown_state TEXT NOT NULL,
  shown_escalated INTEGER NOT NULL,
  queue INTEGER CHECK (queue BETWEEN 1 AND 4),
  overlay_id TEXT,
  decided_at INTEGER,
  rule_set_version INTEGER NOT NULL,
  rules TEXT NOT NULL,
  matches TEXT NOT NULL,
  text TEXT
) STRICT;
CREATE INDEX message_queue ON message
  (queue, urgent DESC, priority DESC, sent_at, id, contact_id, direction, categories, cod, revision)
  WHERE queue IS NOT NULL;
CREATE INDEX message_age ON message
  (queue, sent_at, id, contact_id, direction, categories, cod, revision)
  WHERE queue IS NOT NULL;
CREATE INDEX message_decided ON message (decided_at, id) WHERE queue IS NULL AND decided_at IS NOT NULL;
CREATE INDEX message_closed ON message (state_since) WHERE queue IS NULL;
CREATE INDEX message_thread ON message (contact_id, sent_at);

CREATE VIRTUAL TABLE message_text USING fts5
  (text, content = 'message', content_rowid = 'seq', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO message_text (message_text, rank) VALUES ('secure-delete', 1);

CREATE TABLE decision (
  id TEXT PRIMARY KEY,
  message_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  reason_id TEXT,
  note TEXT,
  batch_id TEXT,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_message ON decision (message_id, at, kind);

CREATE TABLE note (
  id TEXT PRIMARY KEY,
  message_id TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  text TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX note_contact ON note (contact_id, at);
CREATE INDEX note_message ON note (message_id);
`
