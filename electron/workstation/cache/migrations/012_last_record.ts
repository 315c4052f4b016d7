/**
 * Which record of the feed stands at the position of the copy: when a line comes back, it tells whether central's
 * history is still the one that the copy knows.
 */
export const lastRecordMigration = `
ALTER TABLE sync_position ADD COLUMN last_record TEXT;
`
