-- Entities whose existing records still need the sort keys of fields that got some, entity by entity.
CREATE TABLE t_sort_backfill (
    id BIGINT NOT NULL,
    entity VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    cause VARCHAR(160) NOT NULL,
    after_id BIGINT NOT NULL,
    done BIGINT NOT NULL,
    finished_at DATETIME(6) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY t_sort_backfill_cause (cause),
    KEY t_sort_backfill_open (finished_at, id)
);
