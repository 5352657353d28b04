-- Records that were merged, so that it can be undone: what the merge changed of the survivor and which references it moved.
CREATE TABLE t_record_merge (
    id BIGINT NOT NULL,
    entity VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    survivor_id BIGINT NOT NULL,
    other_id BIGINT NOT NULL,
    merged_at DATETIME(6) NOT NULL,
    merged_by BIGINT NULL,
    merged_by_name VARCHAR(200) NOT NULL,
    changes MEDIUMTEXT NOT NULL,
    undone_at DATETIME(6) NULL,
    undone_by BIGINT NULL,
    PRIMARY KEY (id),
    KEY t_record_merge_survivor (survivor_id, id),
    KEY t_record_merge_other (other_id, id),
    KEY t_record_merge_entity (entity, id)
);

CREATE TABLE t_record_merge_link (
    merge_id BIGINT NOT NULL,
    entity VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    field VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    record_id BIGINT NOT NULL,
    PRIMARY KEY (merge_id, entity, field, record_id)
);

-- Pairs of records that a rule holds for duplicates, found by looking through everything.
CREATE TABLE t_duplicate_pair (
    one_id BIGINT NOT NULL,
    other_id BIGINT NOT NULL,
    entity VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    rule_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    scan_id BIGINT NOT NULL,
    dismissed_at DATETIME(6) NULL,
    dismissed_by BIGINT NULL,
    PRIMARY KEY (one_id, other_id),
    KEY t_duplicate_pair_entity (entity, dismissed_at, one_id, other_id)
);

CREATE TABLE t_duplicate_scan (
    id BIGINT NOT NULL,
    entity VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    rule_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    after_key BIGINT NOT NULL,
    found BIGINT NOT NULL,
    begun_at DATETIME(6) NOT NULL,
    begun_by BIGINT NULL,
    finished_at DATETIME(6) NULL,
    PRIMARY KEY (id),
    KEY t_duplicate_scan_open (finished_at, id),
    KEY t_duplicate_scan_entity (entity, id)
);
