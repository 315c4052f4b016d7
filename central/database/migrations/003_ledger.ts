/**
 * The double-entry ledger. What must never happen is refused here, by the database itself: an unbalanced transaction,
 * a second refund of a charge, a refund that is not the mirror of its charge, a negative balance of service credits,
 * and any change to what is written.
 */
export const ledgerTables = `
CREATE TABLE ledger_accounts (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('service', 'income', 'purchases')),
  -- The member or individual; null for the operator's own accounts.
  owner_id uuid,
  UNIQUE NULLS NOT DISTINCT (kind, owner_id),
  CHECK ((kind = 'service') = (owner_id IS NOT NULL))
);
INSERT INTO ledger_accounts (id, kind, owner_id) VALUES
  ('00000000-0000-7000-8000-000000000001', 'income', NULL),
  ('00000000-0000-7000-8000-000000000002', 'purchases', NULL);

CREATE TABLE ledger_transactions (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('purchase', 'charge', 'cod', 'refund')),
  message_id uuid,
  -- The charge that a refund gives back: one refund for each charge.
  reverses uuid UNIQUE REFERENCES ledger_transactions,
  at timestamptz(3) NOT NULL,
  CHECK ((kind = 'refund') = (reverses IS NOT NULL)),
  CHECK ((kind = 'purchase') = (message_id IS NULL))
);
-- A message is charged once in its life, by sending or by opening.
CREATE UNIQUE INDEX ledger_one_charge ON ledger_transactions (message_id) WHERE kind IN ('charge', 'cod');

CREATE TABLE postings (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  transaction_id uuid NOT NULL REFERENCES ledger_transactions,
  account_id uuid NOT NULL REFERENCES ledger_accounts,
  amount int NOT NULL CHECK (amount <> 0)
);
CREATE INDEX postings_account ON postings (account_id) INCLUDE (amount, transaction_id);
CREATE INDEX postings_transaction ON postings (transaction_id);

CREATE FUNCTION check_ledger_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  total bigint;
  many bigint;
BEGIN
  SELECT coalesce(sum(amount), 0), count(*) INTO total, many FROM postings WHERE transaction_id = NEW.id;
  IF total <> 0 OR many < 2 THEN
    RAISE EXCEPTION 'ledger transaction does not balance' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.reverses IS NOT NULL AND (
    EXISTS (SELECT 1 FROM ledger_transactions WHERE id = NEW.reverses AND (kind NOT IN ('charge', 'cod') OR message_id <> NEW.message_id))
    OR EXISTS (
      (SELECT account_id, -amount FROM postings WHERE transaction_id = NEW.reverses)
      EXCEPT ALL (SELECT account_id, amount FROM postings WHERE transaction_id = NEW.id))
    OR EXISTS (
      (SELECT account_id, amount FROM postings WHERE transaction_id = NEW.id)
      EXCEPT ALL (SELECT account_id, -amount FROM postings WHERE transaction_id = NEW.reverses))
  ) THEN
    RAISE EXCEPTION 'refund is not the mirror of its charge' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_transaction_balances AFTER INSERT ON ledger_transactions
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_ledger_transaction();

CREATE FUNCTION check_posting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  total bigint;
BEGIN
  -- Postings added to a transaction after it was written would pass its own check: so each one checks the sum too.
  SELECT sum(amount) INTO total FROM postings WHERE transaction_id = NEW.transaction_id;
  IF total <> 0 THEN
    RAISE EXCEPTION 'ledger transaction does not balance' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.amount < 0 THEN
    -- The lock makes two withdrawals wait for each other; the sum after it sees what the other has committed.
    PERFORM 1 FROM ledger_accounts WHERE id = NEW.account_id AND kind = 'service' FOR NO KEY UPDATE;
    IF FOUND THEN
      SELECT sum(amount) INTO total FROM postings WHERE account_id = NEW.account_id;
      IF total < 0 THEN
        RAISE EXCEPTION 'service credits cannot go below zero' USING ERRCODE = 'check_violation';
      END IF;
    END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER posting_holds AFTER INSERT ON postings
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_posting();

CREATE TRIGGER ledger_accounts_immutable BEFORE UPDATE OR DELETE ON ledger_accounts
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_transactions_immutable BEFORE UPDATE OR DELETE ON ledger_transactions
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER postings_immutable BEFORE UPDATE OR DELETE ON postings
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER postings_never_emptied BEFORE TRUNCATE ON postings
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`
