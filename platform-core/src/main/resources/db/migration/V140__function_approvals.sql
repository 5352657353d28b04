-- Which functions in JavaScript may run in this workspace, by the hash of what runs.
CREATE TABLE t_function_approval (
    hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    function_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    approved_by BIGINT NULL,
    approved_by_name VARCHAR(200) NOT NULL,
    approved_at DATETIME(6) NOT NULL,
    -- When it was switched off because it had to be stopped too often; approving it again switches it on.
    disabled_at DATETIME(6) NULL,
    PRIMARY KEY (hash)
);
