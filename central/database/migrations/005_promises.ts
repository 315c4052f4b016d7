/**
 * Purchases, restrictions that are proposed and lifted, copies that somebody deleted, tickets of customer care.
 *
 * A purchase is posted as the ledger transaction of the same id: the primary key there lets none be posted twice.
 */
export const promiseTables = `
CREATE TABLE purchases (
  id uuid PRIMARY KEY,
  buyer_id uuid NOT NULL,
  idempotency_key text NOT NULL,
  body_hash bytea NOT NULL,
  credits int NOT NULL CHECK (credits > 0),
  -- The processor's name for a card; kept only as long as the payment may have to be asked for again.
  card_token text,
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'posted', 'failed')),
  requested_at timestamptz(3) NOT NULL,
  settled_at timestamptz(3),
  -- When the processor is asked next what became of it.
  ask_at timestamptz(3) NOT NULL,
  asked int NOT NULL DEFAULT 0,
  UNIQUE (buyer_id, idempotency_key),
  CHECK ((state = 'pending') = (settled_at IS NULL)),
  CHECK ((state = 'pending') = (card_token IS NOT NULL))
);
CREATE INDEX purchases_buyer ON purchases (buyer_id, requested_at DESC) WHERE state <> 'posted';
CREATE INDEX purchases_pending ON purchases (ask_at) WHERE state = 'pending';

ALTER TABLE restrictions
  ALTER COLUMN imposed_by DROP NOT NULL,
  ADD COLUMN proposed_by uuid REFERENCES staff_users,
  ADD COLUMN proposed_at timestamptz(3),
  ADD COLUMN imposed_at timestamptz(3),
  ADD COLUMN lifted_by uuid REFERENCES staff_users,
  -- When the scheduled messages under it went back to review.
  ADD COLUMN applied_at timestamptz(3),
  ADD COLUMN version int NOT NULL DEFAULT 1,
  ADD CHECK (imposed_by IS NOT NULL OR proposed_by IS NOT NULL),
  ADD CHECK (ends_at IS NULL OR ends_at > starts_at);
CREATE INDEX restrictions_unapplied ON restrictions (starts_at)
  WHERE applied_at IS NULL AND lifted_at IS NULL AND imposed_by IS NOT NULL;

CREATE TABLE deleted_copies (
  message_id uuid NOT NULL REFERENCES messages,
  owner_id uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (message_id, owner_id)
);

-- The beginnings of names are found by this index.
CREATE INDEX individuals_name ON individuals USING gin (to_tsvector('simple', name));
CREATE INDEX individuals_booking ON individuals (lower(booking_number));

CREATE TABLE care_tickets (
  number bigint GENERATED ALWAYS AS IDENTITY (START WITH 10001) PRIMARY KEY,
  facility_id uuid REFERENCES facilities,
  subject text NOT NULL,
  text text NOT NULL,
  contact_address text NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'in_progress', 'closed')),
  opened_at timestamptz(3) NOT NULL,
  changed_at timestamptz(3) NOT NULL
);
CREATE INDEX care_tickets_facility ON care_tickets (facility_id, number DESC);
`
