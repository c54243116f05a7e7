-- Conversations are trees of messages: a message's versions (another answer, an edited question) are its siblings, and
-- the branch shown is the way up from the conversation's active leaf. Times are UTC milliseconds.

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
-- Deleting a message looks for those that hang on it.
CREATE INDEX message_by_parent_alone ON message (parent_id);
CREATE INDEX conversation_by_leaf ON conversation (active_leaf_id);

-- Unsent text; conversation 0 is the chat that has not begun, so this is no foreign key.
CREATE TABLE draft (
    conversation_id INTEGER PRIMARY KEY,
    text            TEXT NOT NULL
) STRICT;

CREATE TRIGGER draft_goes_with_conversation AFTER DELETE ON conversation
BEGIN
    DELETE FROM draft WHERE conversation_id = old.id;
END;
