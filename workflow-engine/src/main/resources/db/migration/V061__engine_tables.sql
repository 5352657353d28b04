-- Whether the workflow engine's own tables are complete. MySQL commits at every DDL, so that a node that dies while it
-- makes them leaves some; as long as the row says MAKING, nothing has ever run on them and they may be made anew.
CREATE TABLE t_engine_tables (
    id    TINYINT     NOT NULL PRIMARY KEY,
    state VARCHAR(10) NOT NULL
);
