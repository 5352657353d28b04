-- What a flow does by itself, one row each time it comes to such a node: writes records, asks something outside, starts
-- other approvals, waits. "due_at" is when somebody is to look at it again, "until_at" when waiting is in vain.
CREATE TABLE t_approval_work (
    id BIGINT NOT NULL,
    instance BIGINT NOT NULL,
    node VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    task VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    submission SMALLINT NOT NULL,
    entered_at DATETIME(6) NOT NULL,
    due_at DATETIME(6) NULL,
    until_at DATETIME(6) NULL,
    taken_until DATETIME(6) NULL,
    tries SMALLINT NOT NULL DEFAULT 0,
    PRIMARY KEY (id),
    KEY t_approval_work_instance (instance),
    KEY t_approval_work_due (due_at)
);

-- A request that a node of another one started; the number of the work, while and after it runs.
ALTER TABLE t_approval_instance
    ADD COLUMN started_by BIGINT NULL,
    ADD KEY t_approval_instance_started_by (started_by);
