/**
 * How far a first fill has come, which history of central's the positions belong to, what could not be understood and
 * where it comes from, and which messages and contacts carry an overlay.
 */
export const fillMigration = `
ALTER TABLE sync_position ADD COLUMN generation TEXT;
ALTER TABLE sync_position ADD COLUMN fill_mark TEXT;
ALTER TABLE sync_position ADD COLUMN fill_done INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sync_position ADD COLUMN fill_total INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sync_position ADD COLUMN contract TEXT;

UPDATE sync_position SET state = 'empty' WHERE EXISTS (SELECT 1 FROM set_aside);
DROP TABLE set_aside;
CREATE TABLE set_aside (
  seq INTEGER PRIMARY KEY,
  position INTEGER,
  mark TEXT,
  entity TEXT,
  record_id TEXT,
  problem TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
UPDATE sync_position SET position = 0, state = 'empty' WHERE state = 'filling';

CREATE INDEX message_overlay ON message (overlay_id) WHERE overlay_id IS NOT NULL;
CREATE INDEX contact_overlay ON contact (overlay_id) WHERE overlay_id IS NOT NULL;
`
