-- How far each consumer of events that wants every one exactly once has come.
CREATE TABLE t_event_cursor (
    consumer VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    begins_at BIGINT NOT NULL,
    head BIGINT NOT NULL,
    PRIMARY KEY (consumer)
);

-- Which events a consumer has had, written in the transaction of its work; kept while late events may still appear.
CREATE TABLE t_event_done (
    consumer VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    event_id BIGINT NOT NULL,
    PRIMARY KEY (consumer, event_id)
);
