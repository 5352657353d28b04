package dev.trellis.core.staff;

import dev.trellis.core.access.Actor;
import dev.trellis.core.account.Accounts;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.audit.AdminAction;
import dev.trellis.core.audit.AdminLog;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.record.RecordRule;
import dev.trellis.core.record.StoredRecord;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Closes the account of a person whose record is not active any more, and opens it again, in the same transaction. */
@Singleton
final class StaffRule implements RecordRule {

    static final String ACTIVE = "active";

    private static final ProblemCode LEAVES_SELF = ProblemCode.invalid("LEAVES_SELF");
    private static final ProblemCode ADMINISTRATOR_STAYS = ProblemCode.denied("ADMINISTRATOR_STAYS");

    private final Accounts accounts;
    private final ActorResolver actors;
    private final LiveMetadata live;
    private final AdminLog log;
    private final UnitOfWork unit;

    StaffRule(Accounts accounts, ActorResolver actors, LiveMetadata live, AdminLog log, UnitOfWork unit) {
        this.accounts = accounts;
        this.actors = actors;
        this.live = live;
        this.log = log;
        this.unit = unit;
    }

    /** Nobody shuts the door behind themselves, and who administers is let go only by who administers, too. */
    @Override
    public List<Problem> check(
            Actor actor, String entity, @Nullable StoredRecord before, @Nullable StoredRecord after) {
        if (!entity.equals(Staff.USER) || before == null || !(actor instanceof Actor.Person person)) {
            return List.of();
        }
        if (!isActive(before) || (after != null && isActive(after))) {
            return List.of();
        }
        if (person.user().equals(before.id())) {
            return List.of(Problem.at(ACTIVE, LEAVES_SELF));
        }
        boolean administers = actors.person(before.id(), person.via())
                .filter(leaving -> live.current().grants(leaving.roles(), Right.ADMINISTER))
                .isPresent();
        return administers && !live.current().grants(person.roles(), Right.ADMINISTER)
                ? List.of(Problem.at(ACTIVE, ADMINISTRATOR_STAYS))
                : List.of();
    }

    @Override
    public void written(Actor actor, String entity, @Nullable StoredRecord before, @Nullable StoredRecord after) {
        if (!entity.equals(Staff.USER) || before == null) {
            return;
        }
        boolean active = after != null && isActive(after);
        var account = accounts.find(before.id()).filter(found -> found.active() != active);
        if (account.isPresent() && isActive(before) != active) {
            accounts.setActive(before.id(), active);
            log.append(actor, AdminAction.ACCOUNT_CHANGED, Staff.USER + "/" + before.id(), active ? "open" : "closed");
            unit.afterCommit(actors::forget);
        }
    }

    private static boolean isActive(StoredRecord user) {
        return !Boolean.FALSE.equals(user.value(ACTIVE));
    }
}
