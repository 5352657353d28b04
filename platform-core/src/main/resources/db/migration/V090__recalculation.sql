-- Records whose stored formulas and roll-ups are still to be computed again, entity by entity.
CREATE TABLE t_recalculation (
    id BIGINT NOT NULL,
    entity VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    via VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    target BIGINT NULL,
    after_id BIGINT NOT NULL,
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    cause VARCHAR(120) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    finished_at DATETIME(6) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY t_recalculation_cause (cause),
    KEY t_recalculation_open (finished_at, id)
);
