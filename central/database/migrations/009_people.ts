/**
 * Evidence of privileged contacts and what is withheld because of them, suspensions, recusals, notes on people, and
 * what likely duplicates are found by.
 */
export const peopleTables = `
ALTER TABLE members
  ADD COLUMN address text NOT NULL DEFAULT '',
  ADD COLUMN phone text NOT NULL DEFAULT '';

-- {kind, number, office, markedBy, markedAt, reviewedBy, reviewedAt, reviewDue}; null where there is none.
ALTER TABLE contacts ADD COLUMN privilege jsonb;

-- Whether the text is withheld from staff. It stays so when the contact's mark is taken away.
ALTER TABLE messages ADD COLUMN privileged boolean NOT NULL DEFAULT false;
UPDATE messages AS m SET privileged = true FROM contacts AS c WHERE c.id = m.contact_id AND c.privileged;

ALTER TABLE restrictions
  ADD COLUMN kind text NOT NULL DEFAULT 'restriction' CHECK (kind IN ('restriction', 'suspension')),
  ADD COLUMN public_wording text NOT NULL DEFAULT '',
  ADD COLUMN lift_note text,
  -- The version that the latest act of a person gave it: the clock's own changes are nobody's decision.
  ADD COLUMN decided_version int NOT NULL DEFAULT 1,
  -- When its lapse was told.
  ADD COLUMN lapsed_at timestamptz(3),
  ADD CHECK (kind = 'restriction' OR scope IN ('individual', 'member'));
UPDATE restrictions SET decided_version = version;
UPDATE restrictions SET lapsed_at = ends_at WHERE ends_at <= now();
CREATE INDEX restrictions_unlapsed ON restrictions (ends_at)
  WHERE lapsed_at IS NULL AND lifted_at IS NULL AND imposed_by IS NOT NULL AND ends_at IS NOT NULL;

CREATE TABLE recusals (
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facilities,
  staff_id uuid NOT NULL REFERENCES staff_users,
  person_kind text NOT NULL CHECK (person_kind IN ('individual', 'member')),
  person_id uuid NOT NULL,
  relation text NOT NULL,
  declared_by uuid NOT NULL REFERENCES staff_users,
  declared_at timestamptz(3) NOT NULL,
  withdrawn_by uuid REFERENCES staff_users,
  withdrawn_at timestamptz(3),
  version int NOT NULL DEFAULT 1,
  CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL))
);
CREATE UNIQUE INDEX recusals_standing ON recusals (staff_id, person_id) WHERE withdrawn_at IS NULL;
CREATE INDEX recusals_facility ON recusals (facility_id);

CREATE TABLE person_notes (
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facilities,
  person_kind text NOT NULL CHECK (person_kind IN ('individual', 'member')),
  person_id uuid NOT NULL,
  staff_id uuid NOT NULL REFERENCES staff_users,
  text text NOT NULL,
  at timestamptz(3) NOT NULL
);
CREATE INDEX person_notes_facility ON person_notes (facility_id, person_id);
`
