/** What users opened and central has yet to be told, for its trail. */
export const readsMigration = `
CREATE TABLE read_report (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  message_id TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX read_report_user ON read_report (user_id, at);
`
