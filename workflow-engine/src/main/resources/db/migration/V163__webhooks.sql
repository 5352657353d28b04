-- Who wants to be told what by a signed call; values are those that the person may see who set it up.
CREATE TABLE t_webhook (
    id BIGINT NOT NULL,
    label VARCHAR(120) NOT NULL,
    url VARCHAR(2000) NOT NULL,
    events TEXT NOT NULL,
    secret VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_by BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    deleted_at DATETIME(6) NULL,
    PRIMARY KEY (id)
);

-- One call for one event; it is made until it succeeds or is given up, and can be made again.
CREATE TABLE t_webhook_delivery (
    id BIGINT NOT NULL,
    webhook_id BIGINT NOT NULL,
    event_id BIGINT NOT NULL,
    topic VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    body MEDIUMTEXT NOT NULL,
    state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    attempts INT NOT NULL,
    answer VARCHAR(200) NOT NULL,
    job_id BIGINT NULL,
    created_at DATETIME(6) NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY t_webhook_delivery_event (webhook_id, event_id),
    KEY t_webhook_delivery_list (webhook_id, id),
    KEY t_webhook_delivery_age (changed_at)
);
