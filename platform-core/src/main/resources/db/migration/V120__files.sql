-- Files that belong to records. A file is readable by whoever may read the field that holds it; before that, by whoever
-- sent it.
CREATE TABLE t_file (
    id BIGINT NOT NULL,
    state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name VARCHAR(255) NOT NULL,
    media_type VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    size BIGINT NOT NULL,
    entity VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    field VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    record_id BIGINT NULL,
    root BIGINT NOT NULL,
    created_by BIGINT NULL,
    created_by_name VARCHAR(200) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    detached_at DATETIME(3) NULL,
    PRIMARY KEY (id),
    KEY t_file_root (root, id),
    KEY t_file_loose (record_id, created_at),
    KEY t_file_detached (detached_at)
);

-- The content, unless the configuration names another place for it.
CREATE TABLE t_file_chunk (
    file_id BIGINT NOT NULL,
    position INT NOT NULL,
    bytes MEDIUMBLOB NOT NULL,
    PRIMARY KEY (file_id, position)
);
