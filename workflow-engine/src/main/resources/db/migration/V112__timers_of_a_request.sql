-- A request that ends forgets its timers: without this, every ending read, and locked, all timers there are.
CREATE INDEX t_approval_timer_instance ON t_approval_timer (instance);
