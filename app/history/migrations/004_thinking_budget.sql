-- How many tokens the model may think; 0: no limit.

ALTER TABLE message ADD COLUMN thinking_budget INTEGER NOT NULL DEFAULT 0;
ALTER TABLE chat_options ADD COLUMN thinking_budget INTEGER NOT NULL DEFAULT 0;
