/**
 * The facility, its people, contacts and restrictions. Instants are kept to the millisecond, as the contracts send
 * them. `version` is 1 when a row is made and goes up by one with every change that the change feed tells.
 */
export const facilityTables = `
CREATE TABLE facilities (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  time_zone text NOT NULL,
  messaging_supported boolean NOT NULL DEFAULT true,
  undo_window_seconds int NOT NULL DEFAULT 8 CHECK (undo_window_seconds BETWEEN 0 AND 30),
  target_minutes int NOT NULL DEFAULT 240 CHECK (target_minutes BETWEEN 1 AND 10080),
  housing_units text[] NOT NULL DEFAULT '{}',
  version int NOT NULL DEFAULT 1
);

CREATE TABLE staff_users (
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facilities,
  username text NOT NULL,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('officer', 'supervisor', 'investigator', 'administrator')),
  active boolean NOT NULL DEFAULT true,
  password_hash text NOT NULL,
  version int NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX staff_users_username ON staff_users (lower(username));
CREATE INDEX staff_users_facility ON staff_users (facility_id);

CREATE TABLE reasons (
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facilities,
  code text NOT NULL,
  uses text[] NOT NULL CHECK (uses <@ ARRAY['hold', 'reject', 'deny_contact'] AND cardinality(uses) > 0),
  staff_text jsonb NOT NULL,
  public_text jsonb NOT NULL,
  sort_order int NOT NULL CHECK (sort_order >= 1),
  active boolean NOT NULL DEFAULT true,
  version int NOT NULL DEFAULT 1,
  UNIQUE (facility_id, code)
);

CREATE TABLE rule_sets (
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facilities,
  state text NOT NULL CHECK (state IN ('proposed', 'in_force', 'superseded', 'withdrawn')),
  number int CHECK (number >= 0),
  based_on int NOT NULL,
  comment text NOT NULL DEFAULT '',
  content jsonb NOT NULL,
  proposed_by uuid REFERENCES staff_users,
  proposed_at timestamptz(3) NOT NULL,
  published_by uuid REFERENCES staff_users,
  published_at timestamptz(3),
  version int NOT NULL DEFAULT 1,
  UNIQUE (facility_id, number),
  CHECK ((state IN ('in_force', 'superseded')) = (number IS NOT NULL))
);
CREATE UNIQUE INDEX rule_sets_in_force ON rule_sets (facility_id) WHERE state = 'in_force';

CREATE TABLE individuals (
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facilities,
  name text NOT NULL,
  booking_number text NOT NULL UNIQUE,
  housing_unit text NOT NULL,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'released', 'transferred')),
  pin_hash text NOT NULL,
  prepaid int NOT NULL DEFAULT 0,
  pin_debit int NOT NULL DEFAULT 0,
  version int NOT NULL DEFAULT 1
);
CREATE INDEX individuals_facility ON individuals (facility_id);

CREATE TABLE members (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  member_number text NOT NULL UNIQUE,
  email text NOT NULL DEFAULT '',
  city text NOT NULL DEFAULT '',
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'deactivated')),
  password_hash text NOT NULL,
  prepaid int NOT NULL DEFAULT 0,
  pin_debit int NOT NULL DEFAULT 0,
  version int NOT NULL DEFAULT 1
);

CREATE TABLE contacts (
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facilities,
  member_id uuid NOT NULL REFERENCES members,
  individual_id uuid NOT NULL REFERENCES individuals,
  relationship text NOT NULL,
  state text NOT NULL CHECK (state IN ('pending', 'approved', 'denied', 'revoked')),
  privileged boolean NOT NULL DEFAULT false,
  requested_at timestamptz(3) NOT NULL,
  decided_at timestamptz(3),
  decided_by uuid REFERENCES staff_users,
  reason_id uuid REFERENCES reasons,
  version int NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX contacts_pair ON contacts (member_id, individual_id) WHERE state IN ('pending', 'approved');
CREATE INDEX contacts_facility ON contacts (facility_id, member_id);
CREATE INDEX contacts_individual ON contacts (individual_id);

CREATE TABLE restrictions (
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facilities,
  scope text NOT NULL CHECK (scope IN ('pair', 'individual', 'member', 'housing_unit', 'facility')),
  individual_id uuid REFERENCES individuals,
  member_id uuid REFERENCES members,
  housing_unit text,
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3),
  lifted_at timestamptz(3),
  imposed_by uuid NOT NULL REFERENCES staff_users,
  reason_text text NOT NULL,
  CHECK ((scope IN ('pair', 'individual')) = (individual_id IS NOT NULL)),
  CHECK ((scope IN ('pair', 'member')) = (member_id IS NOT NULL)),
  CHECK ((scope = 'housing_unit') = (housing_unit IS NOT NULL))
);
CREATE INDEX restrictions_facility ON restrictions (facility_id) WHERE lifted_at IS NULL;

CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('staff', 'member', 'individual')),
  subject_id uuid NOT NULL,
  access_hash bytea NOT NULL UNIQUE,
  access_expires_at timestamptz(3) NOT NULL,
  refresh_hash bytea UNIQUE,
  refresh_expires_at timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3)
);
CREATE INDEX sessions_subject ON sessions (subject_id) WHERE ended_at IS NULL;
`
