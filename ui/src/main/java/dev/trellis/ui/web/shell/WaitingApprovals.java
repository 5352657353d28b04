package dev.trellis.ui.web.shell;

import dev.trellis.core.access.Actor;

/** Counts the approvals that wait for a person; implemented where the inbox is. */
public interface WaitingApprovals {

    int count(Actor.Person actor);
}
