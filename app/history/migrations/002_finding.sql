-- Folders, pins, the archive, and the index that finds every word.

CREATE TABLE folder (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL UNIQUE,
    created_ms INTEGER NOT NULL,
    open       INTEGER NOT NULL DEFAULT 1 -- its conversations are shown under it
) STRICT;

ALTER TABLE conversation ADD COLUMN folder_id INTEGER REFERENCES folder (id) ON DELETE SET NULL;
ALTER TABLE conversation ADD COLUMN pinned_ms INTEGER; -- since when; NULL: not pinned
ALTER TABLE conversation ADD COLUMN archived_ms INTEGER;
-- The same on every machine that a conversation has been carried to: by it an import knows what is here already.
ALTER TABLE conversation ADD COLUMN uid TEXT NOT NULL DEFAULT '';

UPDATE conversation SET uid = lower(hex(randomblob(16)));
CREATE UNIQUE INDEX conversation_by_uid ON conversation (uid);
CREATE INDEX conversation_by_folder ON conversation (folder_id);

-- What is searched: the messages that have ended, all branches. An answer enters the index when it ends, not with every
-- token. Two spaces end each text, so that its last two characters begin a trigram, too: a search for two Chinese
-- characters looks for trigrams that begin with them.
CREATE VIEW searchable (id, content, reasoning) AS
SELECT id, content || '  ', reasoning || '  ' FROM message WHERE state NOT IN ('waiting', 'reasoning', 'answering');

-- Trigrams and not words: they find parts of words (identifiers, compounds) and scripts that do not part words.
CREATE VIRTUAL TABLE message_search USING fts5 (
    content, reasoning,
    content = 'searchable', content_rowid = 'id', tokenize = 'trigram remove_diacritics 1'
);
-- What is deleted leaves no trace in the index.
INSERT INTO message_search (message_search, rank) VALUES ('secure-delete', 1);
CREATE VIRTUAL TABLE message_search_terms USING fts5vocab (message_search, instance);

CREATE TRIGGER message_search_insert AFTER INSERT ON message
WHEN new.state NOT IN ('waiting', 'reasoning', 'answering')
BEGIN
    INSERT INTO message_search (rowid, content, reasoning) VALUES (new.id, new.content || '  ', new.reasoning || '  ');
END;

CREATE TRIGGER message_search_delete AFTER DELETE ON message
WHEN old.state NOT IN ('waiting', 'reasoning', 'answering')
BEGIN
    INSERT INTO message_search (message_search, rowid, content, reasoning)
    VALUES ('delete', old.id, old.content || '  ', old.reasoning || '  ');
END;

CREATE TRIGGER message_search_update AFTER UPDATE OF state, content, reasoning ON message
BEGIN
    INSERT INTO message_search (message_search, rowid, content, reasoning)
    SELECT 'delete', old.id, old.content || '  ', old.reasoning || '  '
    WHERE old.state NOT IN ('waiting', 'reasoning', 'answering');
    INSERT INTO message_search (rowid, content, reasoning)
    SELECT new.id, new.content || '  ', new.reasoning || '  '
    WHERE new.state NOT IN ('waiting', 'reasoning', 'answering');
END;

INSERT INTO message_search (message_search) VALUES ('rebuild');
