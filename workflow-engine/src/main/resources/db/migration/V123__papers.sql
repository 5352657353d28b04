-- Records as they were when their requests ended; what of it is shown is decided for each reader anew.
CREATE TABLE t_approval_paper (
    instance BIGINT NOT NULL,
    entity VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    record_id BIGINT NOT NULL,
    state VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    record_version INT NOT NULL,
    taken_at DATETIME(6) NOT NULL,
    content LONGTEXT NOT NULL,
    PRIMARY KEY (instance)
);
