-- What existing records still need of hidden values, kind by kind: sort keys and what amounts are worth, entity by entity;
-- match keys, rule by rule. Two tables of the same shape become one.
CREATE TABLE t_backfill (
    id BIGINT NOT NULL,
    kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    cause VARCHAR(160) NOT NULL,
    after_id BIGINT NOT NULL,
    done BIGINT NOT NULL,
    finished_at DATETIME(6) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY t_backfill_cause (kind, cause),
    KEY t_backfill_open (kind, finished_at, id)
);

INSERT INTO t_backfill (id, kind, subject, cause, after_id, done, finished_at)
SELECT id, 'sort', entity, cause, after_id, done, finished_at FROM t_sort_backfill;

INSERT INTO t_backfill (id, kind, subject, cause, after_id, done, finished_at)
SELECT id, 'match', rule_id, cause, after_id, done, finished_at FROM t_match_backfill;

DROP TABLE t_sort_backfill;
DROP TABLE t_match_backfill;
