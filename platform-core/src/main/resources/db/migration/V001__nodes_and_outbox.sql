-- Which node number, part of every new record id, belongs to which running node.
CREATE TABLE t_node (
    node_id SMALLINT NOT NULL,
    token CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    leased_until DATETIME(3) NOT NULL,
    PRIMARY KEY (node_id)
);

-- What happened, written in the transaction in which it happened; consumers read on by their own cursors.
CREATE TABLE t_outbox (
    id BIGINT NOT NULL,
    topic VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    event_key VARCHAR(120) NOT NULL,
    payload LONGTEXT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    KEY t_outbox_topic (topic, id)
);
