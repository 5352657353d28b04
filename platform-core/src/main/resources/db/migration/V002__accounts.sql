-- Who may sign in; the person itself is a record of the entity "user" with the same id.
CREATE TABLE t_account (
    user_id BIGINT NOT NULL,
    login VARCHAR(120) NOT NULL,
    login_key VARCHAR(120) NOT NULL,
    password_hash VARCHAR(160) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    language VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    active BOOLEAN NOT NULL,
    created_at DATETIME(6) NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    PRIMARY KEY (user_id),
    UNIQUE KEY t_account_login (login_key)
);

-- Bearer tokens of the API: only their SHA-256 is kept.
CREATE TABLE t_api_token (
    id BIGINT NOT NULL,
    token_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    user_id BIGINT NOT NULL,
    kind VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    label VARCHAR(120) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    last_used_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY t_api_token_hash (token_hash),
    KEY t_api_token_user (user_id),
    KEY t_api_token_expiry (expires_at)
);

-- Sign-ins of the web client; the browser's HTTP session holds nothing but the ids of user and row.
CREATE TABLE t_session (
    id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    address VARCHAR(64) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    last_seen_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    KEY t_session_user (user_id),
    KEY t_session_expiry (expires_at)
);

-- Failed sign-ins by account, address and both together.
CREATE TABLE t_sign_in_throttle (
    throttle_key CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    failures INT NOT NULL,
    blocked_until DATETIME(3) NOT NULL,
    changed_at DATETIME(3) NOT NULL,
    PRIMARY KEY (throttle_key),
    KEY t_sign_in_throttle_changed (changed_at)
);

-- Who holds which role, and when.
CREATE TABLE t_role_assignment (
    id BIGINT NOT NULL,
    principal_kind VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    principal_id BIGINT NOT NULL,
    role VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    valid_from DATETIME(6) NOT NULL,
    valid_to DATETIME(6) NULL,
    PRIMARY KEY (id),
    KEY t_role_assignment_principal (principal_kind, principal_id),
    KEY t_role_assignment_role (role)
);
