/** Who works on which message, and who is connected. Both lapse by themselves: `until` is of the central service's clock. */
export const claimTables = `
CREATE TABLE claims (
  message_id uuid PRIMARY KEY REFERENCES messages,
  facility_id uuid NOT NULL REFERENCES facilities,
  staff_id uuid NOT NULL REFERENCES staff_users,
  until timestamptz(3) NOT NULL
);
CREATE INDEX claims_facility ON claims (facility_id, until);

CREATE TABLE presence (
  -- One live connection of a workstation.
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facilities,
  staff_id uuid NOT NULL REFERENCES staff_users,
  until timestamptz(3) NOT NULL
);
CREATE INDEX presence_facility ON presence (facility_id, until);
`
