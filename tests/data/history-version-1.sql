-- A history as Sotto 0.1.0 wrote it (format 1): a tree with two answers, a draft, an answer cut off, a removed conversation.

CREATE TABLE conversation (
    id             INTEGER PRIMARY KEY,
    title          TEXT    NOT NULL,
    created_ms     INTEGER NOT NULL,
    updated_ms     INTEGER NOT NULL,
    active_leaf_id INTEGER REFERENCES message (id) ON DELETE SET NULL,
    removed_ms     INTEGER -- set while a removal can still be undone
) STRICT;

CREATE TABLE message (
    id               INTEGER PRIMARY KEY,
    conversation_id  INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    parent_id        INTEGER REFERENCES message (id) ON DELETE CASCADE,
    role             TEXT    NOT NULL CHECK (role IN ('user', 'assistant')),
    state            TEXT    NOT NULL,
    content          TEXT    NOT NULL DEFAULT '',
    reasoning        TEXT    NOT NULL DEFAULT '',
    error            TEXT    NOT NULL DEFAULT '',
    model            TEXT    NOT NULL DEFAULT '',
    device           TEXT    NOT NULL DEFAULT '',
    temperature      REAL    NOT NULL DEFAULT 0,
    top_p            REAL    NOT NULL DEFAULT 0,
    seed             INTEGER NOT NULL DEFAULT 0,
    prompt_tokens    INTEGER NOT NULL DEFAULT 0,
    reasoning_tokens INTEGER NOT NULL DEFAULT 0,
    answer_tokens    INTEGER NOT NULL DEFAULT 0,
    prefill_ms       INTEGER NOT NULL DEFAULT 0,
    reasoning_ms     INTEGER NOT NULL DEFAULT 0,
    decode_ms        INTEGER NOT NULL DEFAULT 0,
    total_ms         INTEGER NOT NULL DEFAULT 0,
    created_ms       INTEGER NOT NULL
) STRICT;

CREATE INDEX message_by_parent ON message (conversation_id, parent_id);
CREATE INDEX message_by_parent_alone ON message (parent_id);
CREATE INDEX conversation_by_leaf ON conversation (active_leaf_id);

CREATE TABLE draft (
    conversation_id INTEGER PRIMARY KEY,
    text            TEXT NOT NULL
) STRICT;

CREATE TRIGGER draft_goes_with_conversation AFTER DELETE ON conversation
BEGIN
    DELETE FROM draft WHERE conversation_id = old.id;
END;

INSERT INTO conversation VALUES (1, 'What is 47 + 85?', 1000, 5000, 4, NULL);
INSERT INTO conversation VALUES (2, 'Größe der Welt', 6000, 7000, 6, NULL);
INSERT INTO conversation VALUES (3, 'Removed', 8000, 9000, 7, 9500);
INSERT INTO message (id, conversation_id, parent_id, role, state, content, created_ms)
VALUES (1, 1, NULL, 'user', 'done', 'What is 47 + 85?', 1000);
INSERT INTO message VALUES (2, 1, 1, 'assistant', 'done', 'It is 132.', 'Carry the one.', '', 'starter', 'lavapipe', 0.6,
                            0.95, 77, 11, 22, 33, 44, 55, 66, 77, 2000);
INSERT INTO message (id, conversation_id, parent_id, role, state, content, reasoning, model, created_ms)
VALUES (3, 1, 1, 'assistant', 'stopped', 'A hundred', 'Columns first.', 'starter', 3000);
INSERT INTO message (id, conversation_id, parent_id, role, state, content, created_ms)
VALUES (4, 1, 3, 'user', 'done', 'And quicksort?', 4000);
INSERT INTO message (id, conversation_id, parent_id, role, state, content, created_ms)
VALUES (5, 2, NULL, 'user', 'done', 'Wie groß ist die Welt?', 6000);
INSERT INTO message (id, conversation_id, parent_id, role, state, content, reasoning, model, created_ms)
VALUES (6, 2, 5, 'assistant', 'reasoning', '', 'Der Umfang beträgt', 'starter', 7000);
INSERT INTO message (id, conversation_id, parent_id, role, state, content, created_ms)
VALUES (7, 3, NULL, 'user', 'done', 'Forget this', 8000);
INSERT INTO draft VALUES (1, 'half a thought');
PRAGMA user_version = 1;
