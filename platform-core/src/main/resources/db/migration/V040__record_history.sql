-- One row per save of a record: who changed what, from which value to which. Read by today's rights.
CREATE TABLE t_record_history (
    id BIGINT NOT NULL,
    entity VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    record_id BIGINT NOT NULL,
    version INT NOT NULL,
    kind VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    door VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    changed_by BIGINT NULL,
    changed_by_name VARCHAR(200) NOT NULL,
    changes MEDIUMTEXT NOT NULL,
    PRIMARY KEY (id),
    KEY t_record_history_record (record_id, id)
);

-- Where the numbers of auto-number fields stand, by field and period.
CREATE TABLE t_number_counter (
    scope VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    last_drawn BIGINT NOT NULL,
    PRIMARY KEY (scope)
);
