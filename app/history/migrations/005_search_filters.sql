-- A search by model or time passes over what is not of it without reading it.

CREATE INDEX message_by_time ON message (created_ms);
CREATE INDEX message_by_model ON message (model);
