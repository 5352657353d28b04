-- The last moment of each schedule that was gone through; one that was just published waits for its next.
CREATE TABLE t_rule_schedule (
    rule VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    plan VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    moment DATETIME(6) NOT NULL,
    PRIMARY KEY (rule, plan)
);

-- With what another system signs its calls to a rule; sealed under the master key.
CREATE TABLE t_rule_inbound (
    rule VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    secret VARCHAR(300) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_by BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (rule)
);

-- Calls that were taken, so that none is taken twice.
CREATE TABLE t_rule_inbound_call (
    rule VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    delivery VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    record_id BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (rule, delivery),
    KEY t_rule_inbound_call_age (created_at)
);

-- Secrets of webhooks are sealed from now on; those that stand in clear are sealed when they are next used.
ALTER TABLE t_webhook MODIFY secret VARCHAR(300) CHARACTER SET ascii COLLATE ascii_bin NOT NULL;
