/**
 * What belongs to this workstation and survives a fresh copy of the facility: users, their outboxes, issues, drafts, and
 * what they have opened.
 */
export const ownMigration = `
CREATE TABLE local_user (
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

CREATE TABLE outbox (
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
CREATE INDEX outbox_target ON outbox (target, seq);
CREATE INDEX outbox_user ON outbox (user_id, state, not_before);
CREATE INDEX outbox_batch ON outbox (batch_id);

CREATE TABLE issue (
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
CREATE INDEX issue_user ON issue (user_id, at);

CREATE TABLE opened (
  user_id TEXT NOT NULL,
  message_id TEXT NOT NULL,
  PRIMARY KEY (user_id, message_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rule_draft (
  user_id TEXT PRIMARY KEY,
  based_on INTEGER NOT NULL,
  content TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`
