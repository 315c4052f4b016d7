/** What belongs to the workstation stands in a file of its own from here on; its rows were moved there before this. */
export const ownApartMigration = `
DROP TABLE local_user;
DROP TABLE outbox;
DROP TABLE issue;
DROP TABLE opened;
DROP TABLE rule_draft;
DROP TABLE read_report;
DROP TABLE private_view;
DROP TABLE batch;
DROP TABLE batch_item;
`

/** Tables whose rows are moved to the tables of the same names in the own file before that migration runs. */
export const movedToOwn = [
  'local_user',
  'outbox',
  'issue',
  'opened',
  'rule_draft',
  'read_report',
  'private_view',
  'batch',
  'batch_item',
] as const
