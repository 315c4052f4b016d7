/**
 * Messages are numbered by the second in which they were sent, so a copy with the old numbers is taken anew. The
 * full-text index gathers more words in memory before it writes them: a fill writes and merges less.
 */
export const seqMigration = `
INSERT INTO message_text (message_text, rank) VALUES ('hashsize', 16777216);
UPDATE sync_position SET state = 'empty' WHERE state = 'complete';
`
