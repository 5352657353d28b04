-- How many of the uses narrowed a list: where a field stands in a further table, an index serves these alone.
ALTER TABLE t_field_use ADD COLUMN filters BIGINT NOT NULL DEFAULT 0;
