-- When a record entered which stage, and when it left it again.
CREATE TABLE t_stage_log (
    id BIGINT NOT NULL PRIMARY KEY,
    entity VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    record BIGINT NOT NULL,
    pipeline VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    stage VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    entered_at DATETIME(6) NOT NULL,
    entered_by BIGINT NULL,
    left_at DATETIME(6) NULL,
    INDEX t_stage_log_record (record, pipeline, left_at)
);

-- What happened to the records of pools: who took them, gave them back, lost them, and why.
CREATE TABLE t_pool_log (
    id BIGINT NOT NULL PRIMARY KEY,
    pool VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    entity VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    record BIGINT NOT NULL,
    kind VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    user_id BIGINT NULL,
    by_user BIGINT NULL,
    reason VARCHAR(500) NOT NULL,
    at DATETIME(6) NOT NULL,
    INDEX t_pool_log_record (record, at),
    INDEX t_pool_log_user (user_id, pool, kind, at)
);

-- One row for everybody who takes records: whoever counts what somebody holds locks it first.
CREATE TABLE t_pool_holder (
    entity VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    user_id BIGINT NOT NULL,
    turns BIGINT NOT NULL,
    PRIMARY KEY (entity, user_id)
);

-- Who was warned that a record goes back, so that nobody is warned twice of the same.
CREATE TABLE t_pool_warning (
    record BIGINT NOT NULL,
    pool VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    rule VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    due_on DATE NOT NULL,
    PRIMARY KEY (record, pool, rule, due_on)
);
