-- What a personal token may be used for, within what its owner may do; NULL for everything.
ALTER TABLE t_api_token ADD COLUMN scope TEXT CHARACTER SET ascii COLLATE ascii_bin NULL;
