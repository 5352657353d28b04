-- One row for every content that a definition ever had; versions and drafts refer to it by its hash.
CREATE TABLE t_definition (
    kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    definition_id VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    body MEDIUMTEXT NOT NULL,
    PRIMARY KEY (kind, definition_id, hash)
);

-- The published versions.
CREATE TABLE t_version (
    version INT NOT NULL,
    comment VARCHAR(1000) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    created_by BIGINT NULL,
    created_by_name VARCHAR(200) NOT NULL,
    PRIMARY KEY (version)
);

CREATE TABLE t_version_entry (
    version INT NOT NULL,
    kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    definition_id VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (version, kind, definition_id),
    KEY t_version_entry_definition (kind, definition_id, version)
);

-- The one version that everybody works on; every save reads this row.
CREATE TABLE t_live_version (
    id TINYINT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (id)
);

INSERT INTO t_live_version (id, version) VALUES (1, 0);

-- One draft per person: ordered edits over a version. A NULL body deletes the definition.
CREATE TABLE t_draft (
    user_id BIGINT NOT NULL,
    base_version INT NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    PRIMARY KEY (user_id)
);

CREATE TABLE t_draft_edit (
    user_id BIGINT NOT NULL,
    position INT NOT NULL,
    kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    definition_id VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    body MEDIUMTEXT NULL,
    PRIMARY KEY (user_id, position)
);

-- What each installed package brought: the base of a later three-way upgrade.
CREATE TABLE t_package (
    name VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    package_version VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    installed_at DATETIME(6) NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE t_package_entry (
    name VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    definition_id VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (name, kind, definition_id)
);

-- The journal of publishing. At most one run is active; whoever holds the highest token may go on with it.
CREATE TABLE t_publish_run (
    run_id BIGINT NOT NULL,
    base_version INT NOT NULL,
    state VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    active TINYINT NULL,
    token INT NOT NULL,
    heartbeat_at DATETIME(6) NOT NULL,
    comment VARCHAR(1000) NOT NULL,
    started_at DATETIME(6) NOT NULL,
    created_by BIGINT NULL,
    created_by_name VARCHAR(200) NOT NULL,
    reason VARCHAR(2000) NULL,
    PRIMARY KEY (run_id),
    UNIQUE KEY t_publish_run_active (active)
);

CREATE TABLE t_publish_target (
    run_id BIGINT NOT NULL,
    kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    definition_id VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (run_id, kind, definition_id)
);

CREATE TABLE t_publish_step (
    run_id BIGINT NOT NULL,
    position INT NOT NULL,
    summary VARCHAR(4000) NOT NULL,
    done_at DATETIME(6) NULL,
    PRIMARY KEY (run_id, position)
);
