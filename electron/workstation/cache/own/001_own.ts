/**
 * What belongs to this workstation and exists nowhere else: users, their outboxes, issues, drafts, views and batches,
 * what they have opened and what of it central has yet to be told. In a file of its own, so that it outlives a copy that was damaged.
 */
export const ownMigration = `
CREATE TABLE own.local_user (
  id TEXT PRIMARY KEY,
  username TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  salt BLOB,
  verifier BLOB,
  failures INTEGER NOT NULL DEFAULT 0,
  signed_in_at INTEGER NOT NULL,
  refresh_token TEXT,
  refresh_expires_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE own.outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  target TEXT NOT NULL,
  based_on INTEGER NOT NULL,
  payload TEXT NOT NULL,
  reason_id TEXT,
  at INTEGER NOT NULL,
  batch_id TEXT,
  undo_until INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'applied')),
  attempts INTEGER NOT NULL DEFAULT 0,
  applied_position INTEGER
) STRICT;
CREATE INDEX own.outbox_target ON outbox (target, seq);
CREATE INDEX own.outbox_user ON outbox (user_id, state, not_before);
CREATE INDEX own.outbox_batch ON outbox (batch_id);

CREATE TABLE own.issue (
  command_id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  target TEXT NOT NULL,
  subject TEXT NOT NULL,
  reason_id TEXT,
  at INTEGER NOT NULL,
  what TEXT NOT NULL CHECK (what IN ('conflict', 'refused')),
  code TEXT,
  sentence TEXT,
  winner_by TEXT,
  winner_at INTEGER,
  winner_what TEXT,
  winner_state TEXT,
  winner_version INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX own.issue_user ON issue (user_id, at);

CREATE TABLE own.opened (
  user_id TEXT NOT NULL,
  message_id TEXT NOT NULL,
  PRIMARY KEY (user_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX own.opened_message ON opened (message_id);

CREATE TABLE own.rule_draft (
  user_id TEXT PRIMARY KEY,
  based_on INTEGER NOT NULL,
  content TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE own.read_report (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  message_id TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX own.read_report_user ON read_report (user_id, at);

CREATE TABLE own.private_view (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  name TEXT NOT NULL,
  content TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX own.private_view_user ON private_view (user_id);

CREATE TABLE own.batch (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  reason_id TEXT,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX own.batch_user ON batch (user_id, at);

CREATE TABLE own.batch_item (
  batch_id TEXT NOT NULL,
  message_id TEXT NOT NULL,
  place INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  code TEXT,
  by_name TEXT,
  PRIMARY KEY (batch_id, message_id)
) STRICT, WITHOUT ROWID;
`
