/** Finds the messages of a period that rules matched, for what the rules did to them. */
export const ruleTables = `
CREATE INDEX messages_ruled ON messages (facility_id, sent_at) WHERE screening -> 'rules' <> '[]'::jsonb;
`
