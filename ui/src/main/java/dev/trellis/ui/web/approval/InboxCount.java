package dev.trellis.ui.web.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.ui.web.shell.WaitingApprovals;
import dev.trellis.workflow.approval.Approvals;
import jakarta.inject.Singleton;

/** Counts what waits in a person's inbox, for the navigation. */
@Singleton
final class InboxCount implements WaitingApprovals {

    private final Approvals approvals;

    InboxCount(Approvals approvals) {
        this.approvals = approvals;
    }

    @Override
    public int count(Actor.Person actor) {
        return Math.toIntExact(approvals.counts(actor).todo());
    }
}
