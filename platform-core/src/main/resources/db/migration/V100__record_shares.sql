-- Records shared with somebody by hand: a user, department, position, team or role.
CREATE TABLE t_record_share (
    id BIGINT NOT NULL,
    entity VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    record_id BIGINT NOT NULL,
    recipient VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    writing BOOLEAN NOT NULL,
    collaborator BOOLEAN NOT NULL,
    valid_until DATETIME(6) NULL,
    created_at DATETIME(6) NOT NULL,
    created_by BIGINT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY t_record_share_record (entity, record_id, recipient),
    KEY t_record_share_recipient (entity, recipient, writing, valid_until, record_id)
);
