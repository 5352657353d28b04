-- Requests that were sent back or stand still; how often they were submitted; why they stand still.
ALTER TABLE t_approval_instance
    ADD COLUMN submission SMALLINT NOT NULL DEFAULT 1,
    ADD COLUMN trouble TEXT NULL;

-- The rule a step was entered under, who was added, and what the engine has been told. "come_back" is the step that a
-- request goes straight back to, "snapshot" the record as it was sent back.
ALTER TABLE t_approval_node
    MODIFY COLUMN completion VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    ADD COLUMN rule TEXT NULL,
    ADD COLUMN additions TEXT NULL,
    ADD COLUMN imposed VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NULL,
    ADD COLUMN passed TINYINT NOT NULL DEFAULT 1,
    ADD COLUMN submission SMALLINT NOT NULL DEFAULT 1,
    ADD COLUMN seen_version INT NULL,
    ADD COLUMN come_back VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL;

UPDATE t_approval_node n JOIN t_approval_task t ON t.entry = n.id AND t.vote = 'PENDING'
SET n.passed = 0;

ALTER TABLE t_approval_task
    MODIFY COLUMN vote VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    ADD COLUMN seat_group SMALLINT NOT NULL DEFAULT 0,
    ADD COLUMN depth SMALLINT NOT NULL DEFAULT 0,
    ADD COLUMN added_by BIGINT NULL,
    ADD COLUMN handed_over SMALLINT NOT NULL DEFAULT 0,
    ADD COLUMN instead_of BIGINT NULL,
    ADD COLUMN urged_at DATETIME(6) NULL,
    ADD COLUMN signature MEDIUMTEXT NULL;

ALTER TABLE t_approval_log
    MODIFY COLUMN event VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    ADD COLUMN detail MEDIUMTEXT NULL;

-- People named on the way for later steps.
CREATE TABLE t_approval_choice (
    instance BIGINT NOT NULL,
    node VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    position SMALLINT NOT NULL,
    user_id BIGINT NOT NULL,
    PRIMARY KEY (instance, node, position)
);

-- The record as it was at each submission and each time it was sent back.
CREATE TABLE t_approval_snapshot (
    instance BIGINT NOT NULL,
    position SMALLINT NOT NULL,
    taken_at DATETIME(6) NOT NULL,
    record_version INT NOT NULL,
    content LONGTEXT NOT NULL,
    PRIMARY KEY (instance, position)
);

-- Who stands in for whom; "definition" is NULL for all approvals.
CREATE TABLE t_approval_deputy (
    id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    deputy BIGINT NOT NULL,
    definition VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
    valid_from DATETIME(6) NOT NULL,
    valid_until DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    KEY t_approval_deputy_user (user_id, valid_until)
);

-- What is due at a time: reminders and time limits; one row is taken by one node at a time.
CREATE TABLE t_approval_timer (
    id BIGINT NOT NULL,
    instance BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    kind VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    due_at DATETIME(6) NOT NULL,
    taken_until DATETIME(6) NULL,
    PRIMARY KEY (id),
    KEY t_approval_timer_due (due_at),
    KEY t_approval_timer_entry (entry)
);
