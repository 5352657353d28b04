-- What living records are found by as duplicates, one row per rule, key and record. A key is the beginning of a SHA-256
-- over the normalised values. The slot is 0 where a rule is strict, so that the index refuses a second record; it is
-- the record's id where several may share the key.
CREATE TABLE t_match_key (
    rule_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    match_key BIGINT NOT NULL,
    slot BIGINT NOT NULL,
    record_id BIGINT NOT NULL,
    PRIMARY KEY (rule_id, match_key, slot),
    KEY t_match_key_record (record_id, rule_id)
);

-- Rules whose keys of existing records are still to be made, entity by entity.
CREATE TABLE t_match_backfill (
    id BIGINT NOT NULL,
    rule_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    cause VARCHAR(120) NOT NULL,
    after_id BIGINT NOT NULL,
    done BIGINT NOT NULL,
    finished_at DATETIME(6) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY t_match_backfill_cause (cause),
    KEY t_match_backfill_open (finished_at, id)
);
