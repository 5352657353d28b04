package dev.trellis.core.staff;

import dev.trellis.core.access.Actor;
import dev.trellis.core.account.Accounts;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.account.Passwords;
import dev.trellis.core.audit.AdminAction;
import dev.trellis.core.audit.AdminLog;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.AggregateResult;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.RecordAggregate;
import dev.trellis.core.record.Records;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lets people sign in, for those who may administer. That somebody leaves is said in their record: as soon as it is not
 * active, the account is closed.
 */
@Singleton
public final class Staff {

    static final String USER = "user";

    private static final ProblemCode ADMINISTER_DENIED = ProblemCode.denied("ADMINISTER_DENIED");
    private static final ProblemCode ACCOUNT_THERE = ProblemCode.conflict("ACCOUNT_THERE");
    private static final ProblemCode ACCOUNT_MISSING = ProblemCode.conflict("ACCOUNT_MISSING");
    private static final ProblemCode PERSON_INACTIVE = ProblemCode.conflict("PERSON_INACTIVE");
    private static final RecordAggregate.Measure COUNT =
            new RecordAggregate.Measure(RecordAggregate.Function.COUNT, null);

    private final Records records;
    private final Accounts accounts;
    private final ActorResolver actors;
    private final AdminLog log;
    private final UnitOfWork unit;
    private final List<Duties> duties;

    Staff(
            Records records,
            Accounts accounts,
            ActorResolver actors,
            AdminLog log,
            UnitOfWork unit,
            List<Duties> duties) {
        this.records = records;
        this.accounts = accounts;
        this.actors = actors;
        this.log = log;
        this.unit = unit;
        this.duties = List.copyOf(duties);
    }

    public boolean mayAdminister(Actor.Person asker) {
        return records.schema(asker).metadata().grants(asker.roles(), Right.ADMINISTER);
    }

    /** Tells whether somebody can sign in and what is in their hands. */
    public StaffResult see(Actor.Person asker, RecordId user) {
        return asked(
                asker, user, () -> new StaffResult.Seen(accounts.find(user).orElse(null), belongings(asker, user)));
    }

    /** Lets a person sign in from now on; draws a password and tells it this once. */
    public StaffResult admit(Actor.Person asker, RecordId user, String login, Locale language) {
        return asked(asker, user, () -> {
            if (accounts.find(user).isPresent()) {
                return new StaffResult.Rejected(List.of(Problem.at("", ACCOUNT_THERE)));
            }
            if (!isActive(asker, user)) {
                return new StaffResult.Rejected(List.of(Problem.at("", PERSON_INACTIVE)));
            }
            var password = Passwords.draw();
            var problems = accounts.create(user, login, password, language);
            if (!problems.isEmpty()) {
                return new StaffResult.Rejected(problems);
            }
            log.append(asker, AdminAction.ACCOUNT_CREATED, USER + "/" + user, login.strip());
            unit.afterCommit(actors::forget);
            return new StaffResult.Told(login.strip(), password);
        });
    }

    /** Draws a new password and tells it this once; whoever is signed in with the old one no longer is. */
    public StaffResult resetPassword(Actor.Person asker, RecordId user) {
        return asked(asker, user, () -> {
            var account = accounts.find(user);
            if (account.isEmpty()) {
                return new StaffResult.Rejected(List.of(Problem.at("", ACCOUNT_MISSING)));
            }
            var password = Passwords.draw();
            var problems = accounts.setPassword(user, password);
            if (!problems.isEmpty()) {
                return new StaffResult.Rejected(problems);
            }
            log.append(asker, AdminAction.ACCOUNT_CHANGED, USER + "/" + user, "password");
            unit.afterCommit(actors::forget);
            return new StaffResult.Told(account.get().login(), password);
        });
    }

    private StaffResult asked(Actor.Person asker, RecordId user, Supplier<StaffResult> answer) {
        if (!mayAdminister(asker)) {
            return new StaffResult.Denied(Problem.at("", ADMINISTER_DENIED));
        }
        return unit.run(() -> records.find(asker, USER, user, Set.of(SystemFields.ID)) instanceof FindResult.Found
                ? answer.get()
                : new StaffResult.NotFound());
    }

    private boolean isActive(Actor.Person asker, RecordId user) {
        return !(records.find(asker, USER, user, Set.of()) instanceof FindResult.Found(var record)
                && Boolean.FALSE.equals(record.value(StaffRule.ACTIVE)));
    }

    private List<StaffResult.Belonging> belongings(Actor.Person asker, RecordId user) {
        var found = new ArrayList<StaffResult.Belonging>();
        for (var duty : duties) {
            long open = duty.open(user);
            if (open > 0) {
                found.add(new StaffResult.Belonging("", duty.label(), open));
            }
        }
        var schema = records.schema(asker);
        for (EntityDefinition entity : schema.entities()) {
            if (entity.ownedBy() == null
                    && schema.may(entity.id(), Verb.READ)
                    && schema.field(entity.id(), SystemFields.OWNER).isPresent()) {
                long count = owned(asker, entity.id(), user);
                if (count > 0) {
                    found.add(new StaffResult.Belonging(entity.id(), entity.plural(), count));
                }
            }
        }
        return found;
    }

    private long owned(Actor.Person asker, String entity, RecordId user) {
        var counted = new RecordAggregate(
                entity, List.of(), List.of(COUNT), SystemFields.OWNER + " = :user", Map.of("user", user));
        return records.aggregate(asker, counted) instanceof AggregateResult.Rows(var rows)
                        && !rows.isEmpty()
                        && rows.getFirst().measures().getFirst() instanceof BigDecimal number
                ? number.longValueExact()
                : 0;
    }
}
