-- What went or was cleared along with a deleted record, so that it comes back with it.
CREATE TABLE t_delete_effect (
    record_id BIGINT NOT NULL,
    effect VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    entity VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    field VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    other_id BIGINT NOT NULL,
    led_to BIGINT NOT NULL,
    PRIMARY KEY (record_id, effect, entity, field, other_id)
);
