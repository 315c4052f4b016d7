/** What staff opened on workstations, by the id of the report: a repeated report meets its row and is not told twice. */
export const readTables = `
CREATE TABLE message_reads (
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facilities,
  staff_id uuid NOT NULL REFERENCES staff_users,
  message_id uuid NOT NULL REFERENCES messages,
  reported_at timestamptz(3) NOT NULL
);
`
