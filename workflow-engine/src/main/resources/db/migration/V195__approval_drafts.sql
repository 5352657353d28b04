-- What somebody has begun to say about a task and not sent.
CREATE TABLE t_approval_draft (
    task    BIGINT NOT NULL PRIMARY KEY,
    remark  TEXT NOT NULL,
    kept_at DATETIME(6) NOT NULL
);

-- How many minutes of work were left when a step's clock was stopped; NULL while it runs.
ALTER TABLE t_approval_timer
    ADD COLUMN left_minutes INT NULL;
