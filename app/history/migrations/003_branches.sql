-- What a person does with messages beyond asking: edits, files, a say in what the model is told and how it answers.

ALTER TABLE message ADD COLUMN top_k INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN min_p REAL NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN interventions INTEGER NOT NULL DEFAULT 0; -- 1 edited, 2 thinking ended, 4 prolonged
ALTER TABLE message ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0; -- 1: not in the prompts to come
ALTER TABLE message ADD COLUMN reasoning_open INTEGER; -- as the person left it; NULL: as the settings say

-- Files sent with a question.
CREATE TABLE attachment (
    message_id INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    place      INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    content    TEXT    NOT NULL,
    PRIMARY KEY (message_id, place)
) STRICT;

-- As with draft, conversation 0 is the chat that has not begun.
CREATE TABLE draft_attachment (
    conversation_id INTEGER NOT NULL,
    place           INTEGER NOT NULL,
    name            TEXT    NOT NULL,
    content         TEXT    NOT NULL,
    PRIMARY KEY (conversation_id, place)
) STRICT;

CREATE TABLE edit_draft (
    conversation_id INTEGER PRIMARY KEY,
    message_id      INTEGER NOT NULL,
    reasoning       INTEGER NOT NULL, -- 1: the message's reasoning, not its text
    text            TEXT    NOT NULL
) STRICT;

-- What is NULL is as the settings and the model say.
CREATE TABLE chat_options (
    conversation_id  INTEGER PRIMARY KEY,
    instructions     TEXT    NOT NULL,
    as_system_prompt INTEGER NOT NULL,
    temperature      REAL,
    top_p            REAL,
    top_k            INTEGER,
    min_p            REAL,
    seed             INTEGER
) STRICT;

CREATE TRIGGER branches_go_with_conversation AFTER DELETE ON conversation
BEGIN
    DELETE FROM draft_attachment WHERE conversation_id = old.id;
    DELETE FROM edit_draft WHERE conversation_id = old.id;
    DELETE FROM chat_options WHERE conversation_id = old.id;
END;
