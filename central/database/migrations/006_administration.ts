/** Settings that administrators change, workstations and their enrolment, the outbox for e-mail, the feed's generation. */
export const administrationTables = `
ALTER TABLE facilities
  ADD COLUMN retention_days int NOT NULL DEFAULT 30 CHECK (retention_days BETWEEN 1 AND 3650),
  ADD COLUMN workstation_required boolean NOT NULL DEFAULT false;

CREATE TABLE workstations (
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facilities,
  name text NOT NULL,
  credential_hash bytea NOT NULL UNIQUE,
  enrolled_at timestamptz(3) NOT NULL,
  last_sign_in_at timestamptz(3),
  revoked_at timestamptz(3)
);
CREATE INDEX workstations_facility ON workstations (facility_id);

-- Of a code only the hash is kept, and it goes once the code has been used.
CREATE TABLE enrolment_codes (
  code_hash bytea PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facilities,
  name text NOT NULL,
  created_by uuid NOT NULL REFERENCES staff_users,
  expires_at timestamptz(3) NOT NULL
);

-- The workstation at which a session was opened; null where it was opened without one.
ALTER TABLE sessions ADD COLUMN workstation_id uuid REFERENCES workstations;

CREATE INDEX audit_entries_actor ON audit_entries (facility_id, actor_id, position);
CREATE INDEX messages_archive ON messages (facility_id, sent_at DESC, id DESC);

-- What is to be told by e-mail. Never the text of a message; the address is read when the mail leaves.
CREATE TABLE email_outbox (
  -- The notification: also the Message-ID, so that a repeat is recognised.
  id uuid PRIMARY KEY,
  member_id uuid NOT NULL REFERENCES members,
  kind text NOT NULL,
  reason jsonb,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'given_up')),
  attempts int NOT NULL DEFAULT 0,
  -- Not before; while a process is sending, the moment at which another may try.
  next_at timestamptz(3) NOT NULL,
  done_at timestamptz(3)
);
CREATE INDEX email_outbox_due ON email_outbox (next_at) WHERE state = 'waiting';

-- Another generation says that positions given out earlier may mean something else: the database was restored.
ALTER TABLE feed_heads ADD COLUMN generation uuid NOT NULL DEFAULT gen_random_uuid();
CREATE TABLE database_home (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  -- Which database this is, as its server knows it: a restored copy finds itself at another home.
  home text NOT NULL
);
`
