-- Who read which record of an entity that is marked as sensitive.
CREATE TABLE t_access_log (
    id BIGINT NOT NULL,
    read_at DATETIME(6) NOT NULL,
    user_id BIGINT NOT NULL,
    user_name VARCHAR(200) NOT NULL,
    door VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    entity VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    record_id BIGINT NOT NULL,
    PRIMARY KEY (id),
    KEY t_access_log_record (record_id, id),
    KEY t_access_log_user (user_id, id),
    KEY t_access_log_entity (entity, id)
);
