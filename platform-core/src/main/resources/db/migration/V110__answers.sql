-- What mutating calls with an Idempotency-Key were answered, so that a repeated call changes nothing. The answer is
-- encrypted with the caller's own key, of which only a fingerprint is kept.
CREATE TABLE t_answer (
    user_id BIGINT NOT NULL,
    key_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    request_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    answer MEDIUMBLOB NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (user_id, key_hash),
    KEY t_answer_created (created_at)
);
