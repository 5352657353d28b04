-- Whether other requests of the same record run beside a request, or ran beside it.
ALTER TABLE t_approval_instance ADD COLUMN beside TINYINT NOT NULL DEFAULT 0;
