/**
 * What staff know about people: evidence of privileged contacts, suspensions, recusals, notes, and the keys by which
 * people and their likely duplicates are found. The snapshot sends all of it, so a copy made before is taken anew.
 *
 * `person` holds everybody's name and number without accents, each word between blanks, for the trigrams of
 * `person_text`: three letters in a row are still found when a fourth is wrong.
 */
export const peopleMigration = `
ALTER TABLE member ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE member ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE member ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
ALTER TABLE member ADD COLUMN address_key TEXT NOT NULL DEFAULT '';
ALTER TABLE member ADD COLUMN phone_key TEXT NOT NULL DEFAULT '';
ALTER TABLE member ADD COLUMN email_key TEXT NOT NULL DEFAULT '';
DROP INDEX member_email;
CREATE INDEX member_name_key ON member (name_key) WHERE name_key <> '';
CREATE INDEX member_address_key ON member (address_key) WHERE address_key <> '';
CREATE INDEX member_phone_key ON member (phone_key) WHERE phone_key <> '';
CREATE INDEX member_email_key ON member (email_key) WHERE email_key <> '';
CREATE INDEX individual_name ON individual (name, id);
CREATE INDEX individual_unit ON individual (housing_unit, name, id);

ALTER TABLE contact ADD COLUMN privilege TEXT;
CREATE INDEX contact_privileged ON contact (id) WHERE privileged = 1;

ALTER TABLE restriction ADD COLUMN kind TEXT NOT NULL DEFAULT 'restriction';
ALTER TABLE restriction ADD COLUMN public_wording TEXT NOT NULL DEFAULT '';
ALTER TABLE restriction ADD COLUMN lift_note TEXT;
CREATE INDEX restriction_state ON restriction (state, starts_at, id);

CREATE TABLE recusal (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  staff_id TEXT NOT NULL,
  person_kind TEXT NOT NULL,
  person_id TEXT NOT NULL,
  relation TEXT NOT NULL,
  declared_by TEXT NOT NULL,
  declared_at INTEGER NOT NULL,
  withdrawn_by TEXT,
  withdrawn_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX recusal_staff ON recusal (staff_id);
CREATE INDEX recusal_person ON recusal (person_id);

CREATE TABLE person_note (
  id TEXT PRIMARY KEY,
  person_kind TEXT NOT NULL,
  person_id TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  text TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX person_note_person ON person_note (person_id, at);

CREATE TABLE person (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  folded TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE person_text USING fts5
  (folded, content = 'person', content_rowid = 'seq', tokenize = 'trigram', detail = 'none');
INSERT INTO person_text (person_text, rank) VALUES ('secure-delete', 1);

UPDATE sync_position SET state = 'empty' WHERE state = 'complete';
`
