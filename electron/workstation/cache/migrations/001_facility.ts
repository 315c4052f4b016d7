/** What a facility is made of, and how far the copy of it reaches. */
export const facilityMigration = `
CREATE TABLE sync_position (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  position INTEGER NOT NULL CHECK (position >= 0),
  state TEXT NOT NULL CHECK (state IN ('empty', 'filling', 'complete')),
  synced_at INTEGER
) STRICT;
INSERT INTO sync_position (one, position, state) VALUES (1, 0, 'empty');

CREATE TABLE set_aside (
  seq INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  problem TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE facility (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  messaging_supported INTEGER NOT NULL,
  undo_window_seconds INTEGER NOT NULL,
  target_minutes INTEGER NOT NULL,
  housing_units TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE reason (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  code TEXT NOT NULL,
  uses TEXT NOT NULL,
  staff_en TEXT NOT NULL,
  staff_es TEXT NOT NULL,
  public_en TEXT NOT NULL,
  public_es TEXT NOT NULL,
  place INTEGER NOT NULL,
  active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rule_set (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  number INTEGER,
  based_on INTEGER NOT NULL,
  comment TEXT NOT NULL,
  proposed_by TEXT,
  proposed_at INTEGER NOT NULL,
  published_by TEXT,
  published_at INTEGER,
  content TEXT NOT NULL
) STRICT;

CREATE TABLE individual (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  booking_number TEXT NOT NULL,
  housing_unit TEXT NOT NULL,
  status TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE member (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  member_number TEXT NOT NULL,
  email TEXT NOT NULL,
  city TEXT NOT NULL,
  status TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX member_name ON member (name);
CREATE INDEX member_email ON member (email);

CREATE TABLE contact (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  individual_id TEXT NOT NULL,
  relationship TEXT NOT NULL,
  state TEXT NOT NULL,
  privileged INTEGER NOT NULL,
  requested_at INTEGER NOT NULL,
  decided_at INTEGER,
  decided_by TEXT,
  reason_id TEXT,
  shown_state TEXT NOT NULL,
  overlay_id TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_shown ON contact (shown_state, requested_at, id);
CREATE INDEX contact_member ON contact (member_id, individual_id);
CREATE INDEX contact_individual ON contact (individual_id);
`
