-- One import of a file: what it is to do, how far it has come, and which node is at it.
CREATE TABLE t_import (
    id BIGINT NOT NULL,
    entity VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    file_name VARCHAR(200) NOT NULL,
    detail VARCHAR(200) NOT NULL,
    header MEDIUMTEXT NOT NULL,
    plan MEDIUMTEXT NULL,
    state VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    total_rows INT NOT NULL,
    done_rows INT NOT NULL,
    last_row INT NOT NULL,
    created_rows INT NOT NULL,
    updated_rows INT NOT NULL,
    unchanged_rows INT NOT NULL,
    skipped_rows INT NOT NULL,
    failed_rows INT NOT NULL,
    restored_records INT NOT NULL,
    kept_records INT NOT NULL,
    cancel_asked TINYINT NOT NULL,
    problem TEXT NULL,
    token CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
    leased_until DATETIME(3) NULL,
    created_by BIGINT NOT NULL,
    created_by_name VARCHAR(200) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    finished_at DATETIME(3) NULL,
    PRIMARY KEY (id),
    KEY t_import_state (state, leased_until),
    KEY t_import_person (created_by, id)
);

-- The rows of the file, as they were read.
CREATE TABLE t_import_row (
    import_id BIGINT NOT NULL,
    row_no INT NOT NULL,
    cells MEDIUMTEXT NOT NULL,
    PRIMARY KEY (import_id, row_no)
);

-- What became of a row, written in the transaction that made it so: no row is ever applied twice.
CREATE TABLE t_import_outcome (
    import_id BIGINT NOT NULL,
    row_no INT NOT NULL,
    outcome VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    record_id BIGINT NULL,
    version INT NULL,
    before_values MEDIUMTEXT NULL,
    after_values MEDIUMTEXT NULL,
    problems MEDIUMTEXT NULL,
    undone VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NULL,
    PRIMARY KEY (import_id, row_no),
    KEY t_import_outcome_record (import_id, record_id),
    KEY t_import_outcome_kind (import_id, outcome, row_no)
);

-- Which column heading went to which field the last time, so that the next file of that kind is mapped at once.
CREATE TABLE t_import_heading (
    entity VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    heading VARCHAR(120) NOT NULL,
    path VARCHAR(90) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    used_at DATETIME(3) NOT NULL,
    PRIMARY KEY (entity, heading)
);
