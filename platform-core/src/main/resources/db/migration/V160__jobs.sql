-- When which job is due and which node has it; the columns are those of the library that works them off.
CREATE TABLE t_job_schedule (
    task_name VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    task_instance VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    task_data BLOB NULL,
    execution_time DATETIME(6) NOT NULL,
    picked BOOLEAN NOT NULL,
    picked_by VARCHAR(50) NULL,
    last_success DATETIME(6) NULL,
    last_failure DATETIME(6) NULL,
    consecutive_failures INT NULL,
    last_heartbeat DATETIME(6) NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (task_name, task_instance),
    KEY t_job_schedule_due (execution_time),
    KEY t_job_schedule_heartbeat (last_heartbeat)
);

-- The fence: whoever works without the token that stands here writes nothing.
CREATE TABLE t_job_fence (
    task VARCHAR(201) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    token BIGINT NOT NULL,
    problem TEXT NULL,
    PRIMARY KEY (task)
);

-- Which due time of a recurring job has been worked off, written in the transaction of the work.
CREATE TABLE t_job_due (
    job VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    due_at DATETIME(6) NOT NULL,
    done_at DATETIME(6) NOT NULL,
    PRIMARY KEY (job, due_at),
    KEY t_job_due_done (done_at)
);

-- Work that is done once: what, for whom, how far.
CREATE TABLE t_job (
    id BIGINT NOT NULL,
    kind VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    once_key VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NULL,
    title TEXT NOT NULL,
    payload MEDIUMTEXT NOT NULL,
    state VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    progress_cursor TEXT NOT NULL,
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    attempts INT NOT NULL,
    cancel_asked BOOLEAN NOT NULL,
    problem TEXT NULL,
    created_by BIGINT NULL,
    created_at DATETIME(6) NOT NULL,
    started_at DATETIME(6) NULL,
    finished_at DATETIME(6) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY t_job_once (kind, once_key),
    KEY t_job_state (state, id),
    KEY t_job_finished (finished_at),
    KEY t_job_person (created_by, id)
);
