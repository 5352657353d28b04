-- Where only records with amounts in a currency are computed again: its code, or *** for every foreign one.
ALTER TABLE t_recalculation ADD COLUMN currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NULL;
