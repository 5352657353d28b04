-- Definitions as they were when somebody first submitted under them: a running request keeps its own for ever.
CREATE TABLE t_approval_deployment (
    definition VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    metadata_version INT NOT NULL,
    content LONGTEXT NOT NULL,
    process VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (definition, hash)
);

-- Requests. "running" is 1 while the request runs and NULL afterwards, so that a record has one of a definition at most.
CREATE TABLE t_approval_instance (
    id BIGINT NOT NULL,
    version INT NOT NULL,
    definition VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    entity VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    record_id BIGINT NOT NULL,
    initiator BIGINT NOT NULL,
    state VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    running TINYINT NULL,
    process VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
    started_at DATETIME(6) NOT NULL,
    ended_at DATETIME(6) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY t_approval_instance_running (entity, record_id, definition, running),
    KEY t_approval_instance_initiator (initiator, started_at)
);

-- Each entry into an approve node; "task" is the engine's wait state.
CREATE TABLE t_approval_node (
    id BIGINT NOT NULL,
    instance BIGINT NOT NULL,
    node VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    completion VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    task VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    entered_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    KEY t_approval_node_instance (instance)
);

-- One person's part in a node entry.
CREATE TABLE t_approval_task (
    id BIGINT NOT NULL,
    instance BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    seat SMALLINT NOT NULL,
    user_id BIGINT NOT NULL,
    vote VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reasons LONGTEXT NOT NULL,
    remark TEXT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    decided_at DATETIME(6) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY t_approval_task_seat (entry, user_id),
    KEY t_approval_task_user (user_id, vote, created_at),
    KEY t_approval_task_instance (instance)
);

-- Who was told of a request.
CREATE TABLE t_approval_copy (
    id BIGINT NOT NULL,
    instance BIGINT NOT NULL,
    node VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    user_id BIGINT NOT NULL,
    reasons LONGTEXT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    KEY t_approval_copy_user (user_id, created_at),
    KEY t_approval_copy_instance (instance)
);

-- What happened, in order; never changed.
CREATE TABLE t_approval_log (
    instance BIGINT NOT NULL,
    position INT NOT NULL,
    happened_at DATETIME(6) NOT NULL,
    event VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    actor BIGINT NULL,
    node VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
    people TEXT NOT NULL,
    remark TEXT NOT NULL,
    PRIMARY KEY (instance, position)
);
