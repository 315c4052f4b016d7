/** Messages with their decisions, notes and notifications, and the commands that made the decisions. */
export const messageTables = `
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TABLE messages (
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facilities,
  contact_id uuid NOT NULL REFERENCES contacts,
  member_id uuid NOT NULL REFERENCES members,
  individual_id uuid NOT NULL REFERENCES individuals,
  direction text NOT NULL CHECK (direction IN ('inbound', 'outbound')),
  text text NOT NULL,
  characters int NOT NULL CHECK (characters BETWEEN 1 AND 30000),
  state text NOT NULL CHECK (state IN ('pending_review', 'held', 'scheduled', 'delivered', 'rejected')),
  payment text NOT NULL CHECK (payment IN ('paid', 'cod_unpaid', 'cod_paid', 'refunded')),
  cod boolean NOT NULL DEFAULT false,
  escalated boolean NOT NULL DEFAULT false,
  urgent boolean NOT NULL DEFAULT false,
  priority text NOT NULL DEFAULT 'normal' CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
  sent_at timestamptz(3) NOT NULL,
  deliver_at timestamptz(3),
  delivered_at timestamptz(3),
  opened_at timestamptz(3),
  state_since timestamptz(3) NOT NULL,
  revises uuid REFERENCES messages,
  -- The reason of the latest rejection, by a person or by a rule; its public text is what the sender sees.
  reason_id uuid REFERENCES reasons,
  screening jsonb NOT NULL,
  version int NOT NULL DEFAULT 1,
  CHECK (direction = 'outbound' OR NOT cod),
  CHECK (state <> 'scheduled' OR deliver_at IS NOT NULL),
  CHECK (state <> 'delivered' OR delivered_at IS NOT NULL),
  CHECK (opened_at IS NULL OR delivered_at IS NOT NULL)
);
CREATE INDEX messages_open ON messages (facility_id, sent_at) WHERE state IN ('pending_review', 'held', 'scheduled');
CREATE INDEX messages_recent ON messages (facility_id, state_since);
CREATE INDEX messages_thread ON messages (contact_id, sent_at DESC);
CREATE INDEX messages_due ON messages (deliver_at) WHERE state = 'scheduled';
CREATE INDEX messages_by_member ON messages (member_id, sent_at);
CREATE INDEX messages_by_individual ON messages (individual_id, sent_at);

-- One message per idempotency key of a sender. The hash tells a repeat from another request under the same key.
CREATE TABLE send_keys (
  sender_id uuid NOT NULL,
  key text NOT NULL,
  body_hash bytea NOT NULL,
  message_id uuid NOT NULL,
  PRIMARY KEY (sender_id, key)
);

CREATE TABLE decisions (
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facilities,
  message_id uuid NOT NULL REFERENCES messages,
  -- The version that the message got by this decision.
  message_version int NOT NULL,
  kind text NOT NULL CHECK (kind IN ('approve', 'hold', 'reject', 'return', 'escalate', 'recall', 'overturn')),
  staff_id uuid NOT NULL REFERENCES staff_users,
  reason_id uuid REFERENCES reasons,
  note text,
  batch_id uuid,
  at timestamptz(3) NOT NULL,
  UNIQUE (message_id, message_version)
);
CREATE TRIGGER decisions_immutable BEFORE UPDATE OR DELETE ON decisions
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE notes (
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facilities,
  message_id uuid NOT NULL REFERENCES messages,
  contact_id uuid NOT NULL REFERENCES contacts,
  staff_id uuid NOT NULL REFERENCES staff_users,
  text text NOT NULL,
  at timestamptz(3) NOT NULL
);
CREATE INDEX notes_message ON notes (message_id);

CREATE TABLE notifications (
  id uuid PRIMARY KEY,
  recipient_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('message_rejected', 'message_delivered', 'message_overturned',
    'contact_approved', 'contact_denied', 'contact_revoked')),
  message_id uuid REFERENCES messages,
  contact_id uuid REFERENCES contacts,
  -- The public text as it stood, {en, es}.
  reason jsonb,
  refund int NOT NULL DEFAULT 0 CHECK (refund >= 0),
  at timestamptz(3) NOT NULL
);
CREATE INDEX notifications_recipient ON notifications (recipient_id, at DESC, id DESC);

-- A command takes effect once: its row is made first, in the same transaction as the effect.
CREATE TABLE commands (
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facilities,
  staff_id uuid NOT NULL REFERENCES staff_users,
  kind text NOT NULL,
  target uuid NOT NULL,
  batch_id uuid,
  result jsonb,
  received_at timestamptz(3) NOT NULL
);
CREATE INDEX commands_batch ON commands (batch_id) WHERE batch_id IS NOT NULL;
`
