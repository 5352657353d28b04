-- Up to which amount somebody stands in, and whether what waits goes along; "taken_at" says that it has.
ALTER TABLE t_approval_deputy
    ADD COLUMN limit_amount DECIMAL(22, 4) NULL,
    ADD COLUMN limit_currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NULL,
    ADD COLUMN takes_open TINYINT NOT NULL DEFAULT 0,
    ADD COLUMN taken_at DATETIME(6) NULL;

-- What deputies hold is looked for again and again.
ALTER TABLE t_approval_task ADD KEY t_approval_task_away (instead_of, vote);
