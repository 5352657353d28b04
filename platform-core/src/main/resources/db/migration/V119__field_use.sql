-- How often lists of an entity were filtered or sorted by a field: what advice about indexes is drawn from.
CREATE TABLE t_field_use (
    entity VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    field VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    uses BIGINT NOT NULL,
    PRIMARY KEY (entity, field)
);
