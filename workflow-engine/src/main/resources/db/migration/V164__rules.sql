-- What each run of a rule did, step by step; a failed one can be run again.
CREATE TABLE t_rule_run (
    id BIGINT NOT NULL,
    rule VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    entity VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    record_id BIGINT NOT NULL,
    cause VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    begun_by BIGINT NULL,
    from_step INT NOT NULL,
    state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    steps MEDIUMTEXT NOT NULL,
    problem TEXT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    KEY t_rule_run_rule (rule, id),
    KEY t_rule_run_record (record_id, id),
    KEY t_rule_run_age (created_at)
);

-- Whose turn it is where a rule gives records to people in turns.
CREATE TABLE t_rule_turn (
    rule VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    step VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    turn BIGINT NOT NULL,
    PRIMARY KEY (rule, step)
);
