/**
 * Restrictions. The snapshot sends them since they exist at central, so a copy made before them is taken anew: the
 * position says that nothing has been copied yet.
 */
export const restrictionsMigration = `
CREATE TABLE restriction (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  scope TEXT NOT NULL,
  individual_id TEXT,
  member_id TEXT,
  housing_unit TEXT,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER,
  reason TEXT NOT NULL,
  state TEXT NOT NULL,
  proposed_by TEXT,
  proposed_at INTEGER,
  imposed_by TEXT,
  imposed_at INTEGER,
  lifted_by TEXT,
  lifted_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX restriction_individual ON restriction (individual_id);
CREATE INDEX restriction_member ON restriction (member_id);
UPDATE sync_position SET state = 'empty' WHERE state = 'complete';
`
