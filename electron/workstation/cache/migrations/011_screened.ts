/**
 * What screening said of a message and the facts it went by, so that the same message can be screened again. Empty for
 * messages that were screened before central kept them, and for those of privileged contacts. Copies made before are
 * taken anew.
 */
export const screenedMigration = `
ALTER TABLE message ADD COLUMN said_outcome TEXT;
ALTER TABLE message ADD COLUMN said_deliver_at INTEGER;
ALTER TABLE message ADD COLUMN said_priority INTEGER;
ALTER TABLE message ADD COLUMN said_reason TEXT;
ALTER TABLE message ADD COLUMN watched TEXT;
ALTER TABLE message ADD COLUMN fact_time_zone TEXT;
ALTER TABLE message ADD COLUMN fact_relationship TEXT;
ALTER TABLE message ADD COLUMN fact_unit TEXT;
ALTER TABLE message ADD COLUMN fact_approved_at INTEGER;
ALTER TABLE message ADD COLUMN fact_contact_messages INTEGER;
ALTER TABLE message ADD COLUMN fact_sender_messages INTEGER;
UPDATE sync_position SET state = 'empty' WHERE state = 'complete';
`
