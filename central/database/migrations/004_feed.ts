/**
 * The change feed and the audit trail of each facility.
 *
 * A row in `feed_heads` and in `audit_heads` is made with the facility, by trigger. What is loaded in bulk without
 * feed records (a demo, an import) must end with `UPDATE feed_heads SET position = position + 1, floor = position + 1`:
 * a workstation that stands below the floor is told `feed_behind` and takes a snapshot.
 */
export const feedTables = `
CREATE TABLE feed_heads (
  facility_id uuid PRIMARY KEY REFERENCES facilities,
  position bigint NOT NULL DEFAULT 0,
  -- Changes up to and including this position are not kept.
  floor bigint NOT NULL DEFAULT 0,
  CHECK (floor <= position)
);

CREATE TABLE changes (
  facility_id uuid NOT NULL REFERENCES facilities,
  position bigint NOT NULL,
  entity text NOT NULL,
  entity_id uuid NOT NULL,
  version int NOT NULL,
  op text NOT NULL CHECK (op IN ('put', 'remove')),
  data jsonb,
  PRIMARY KEY (facility_id, position)
);

CREATE TABLE audit_heads (
  facility_id uuid PRIMARY KEY REFERENCES facilities,
  position bigint NOT NULL DEFAULT 0,
  hash bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex')
);

-- Each entry's hash covers the entry and the hash before it, so that nothing can be changed or taken out unseen.
CREATE TABLE audit_entries (
  facility_id uuid NOT NULL REFERENCES facilities,
  position bigint NOT NULL,
  at timestamptz(3) NOT NULL,
  actor_id uuid,
  action text NOT NULL,
  subject_id uuid,
  details jsonb NOT NULL,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (facility_id, position)
);
CREATE TRIGGER audit_entries_immutable BEFORE UPDATE OR DELETE ON audit_entries
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entries_never_emptied BEFORE TRUNCATE ON audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION begin_facility() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO feed_heads (facility_id) VALUES (NEW.id);
  INSERT INTO audit_heads (facility_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER facility_begins AFTER INSERT ON facilities FOR EACH ROW EXECUTE FUNCTION begin_facility();
`
