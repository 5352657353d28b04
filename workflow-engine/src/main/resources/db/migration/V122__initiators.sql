-- What runs for somebody who asked for it is looked up wherever a flow gives its initiator rights.
ALTER TABLE t_approval_instance ADD KEY t_approval_instance_runs_for (initiator, running);
