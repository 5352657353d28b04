-- Who changed how the workspace is run: published, gave a role, shared a record, made a token.
CREATE TABLE t_admin_log (
    id BIGINT NOT NULL,
    done_at DATETIME(6) NOT NULL,
    done_by BIGINT NULL,
    done_by_name VARCHAR(200) NOT NULL,
    door VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    action VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject VARCHAR(200) NOT NULL,
    details VARCHAR(2000) NOT NULL,
    PRIMARY KEY (id),
    KEY t_admin_log_action (action, id),
    KEY t_admin_log_by (done_by, id)
);
