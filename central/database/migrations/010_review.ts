/**
 * Holds that end by themselves, assignments, corrected reasons, and views that a facility shares.
 */
export const reviewTables = `
ALTER TABLE messages
  ADD COLUMN assigned_to uuid REFERENCES staff_users,
  ADD COLUMN held_until timestamptz(3),
  ADD CHECK (held_until IS NULL OR state = 'held'),
  ADD CHECK (assigned_to IS NULL OR state IN ('pending_review', 'held', 'scheduled'));
CREATE INDEX messages_hold_ends ON messages (held_until) WHERE state = 'held' AND held_until IS NOT NULL;

ALTER TABLE decisions
  ADD COLUMN held_until timestamptz(3),
  ADD COLUMN assigned_to uuid REFERENCES staff_users,
  DROP CONSTRAINT decisions_kind_check,
  ADD CONSTRAINT decisions_kind_check
    CHECK (kind IN ('approve', 'hold', 'reject', 'return', 'escalate', 'recall', 'overturn', 'correct'));

ALTER TABLE notifications
  DROP CONSTRAINT notifications_kind_check,
  ADD CONSTRAINT notifications_kind_check
    CHECK (kind IN ('message_rejected', 'message_delivered', 'message_overturned', 'message_reason_corrected',
      'contact_approved', 'contact_denied', 'contact_revoked'));

CREATE TABLE shared_views (
  id uuid PRIMARY KEY,
  facility_id uuid NOT NULL REFERENCES facilities,
  name text NOT NULL,
  -- Queue, filter, sort and columns.
  content jsonb NOT NULL,
  changed_by uuid NOT NULL REFERENCES staff_users,
  changed_at timestamptz(3) NOT NULL,
  removed boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX shared_views_name ON shared_views (facility_id, lower(name)) WHERE NOT removed;
`
