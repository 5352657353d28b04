-- What a person is told: by kind and facts, or in words of a rule. Titles of records are read when it is shown.
CREATE TABLE t_notification (
    id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    kind VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    facts TEXT NOT NULL,
    entity VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    record_id BIGINT NULL,
    task_id BIGINT NULL,
    created_at DATETIME(6) NOT NULL,
    read_at DATETIME(6) NULL,
    mail_due DATETIME(6) NULL,
    mailed_at DATETIME(6) NULL,
    PRIMARY KEY (id),
    KEY t_notification_user (user_id, id),
    KEY t_notification_unread (user_id, read_at),
    KEY t_notification_mail (mailed_at, mail_due)
);

-- How a person wants to be told; whoever has no row has the standard.
CREATE TABLE t_notification_setting (
    user_id BIGINT NOT NULL,
    mail VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    digest_at VARCHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    quiet_from VARCHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    quiet_to VARCHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    muted TEXT NOT NULL,
    PRIMARY KEY (user_id)
);

-- Links in mails by which a task can be decided: once, for a while, about the data that the mail showed.
CREATE TABLE t_mail_link (
    token_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    task_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    shown TEXT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    used_at DATETIME(6) NULL,
    PRIMARY KEY (token_hash),
    KEY t_mail_link_expiry (expires_at)
);
