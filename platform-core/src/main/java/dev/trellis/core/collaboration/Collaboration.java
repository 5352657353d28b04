package dev.trellis.core.collaboration;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Recipient;
import dev.trellis.core.access.Standing;
import dev.trellis.core.audit.AdminAction;
import dev.trellis.core.audit.AdminLog;
import dev.trellis.core.database.Outbox;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.RecordChanged;
import dev.trellis.core.record.Records;
import dev.trellis.core.sharing.Share;
import dev.trellis.core.sharing.ShareStore;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets others at a record. Who reads a record sees with whom it is shared; who edits it by a role of their own, and not
 * only because it is shared, may share it and take that back at once.
 */
@Singleton
public final class Collaboration {

    private static final ProblemCode MAY_NOT_SHARE = ProblemCode.denied("MAY_NOT_SHARE");
    private static final ProblemCode SHARE_RECIPIENT_UNKNOWN = ProblemCode.invalid("SHARE_RECIPIENT_UNKNOWN");
    private static final ProblemCode SHARE_WITH_OWNER = ProblemCode.invalid("SHARE_WITH_OWNER");
    private static final ProblemCode SHARE_ENDS_IN_PAST = ProblemCode.invalid("SHARE_ENDS_IN_PAST");
    private static final ProblemCode COLLABORATOR_NOT_A_PERSON = ProblemCode.invalid("COLLABORATOR_NOT_A_PERSON");

    private final Records records;
    private final ShareStore shares;
    private final Recipients recipients;
    private final AdminLog log;
    private final UnitOfWork unit;
    private final Outbox outbox;
    private final RecordIds ids;
    private final Clock clock = Clock.systemUTC();

    Collaboration(
            Records records,
            ShareStore shares,
            Recipients recipients,
            AdminLog log,
            UnitOfWork unit,
            Outbox outbox,
            RecordIds ids) {
        this.records = records;
        this.shares = shares;
        this.recipients = recipients;
        this.log = log;
        this.unit = unit;
        this.outbox = outbox;
        this.ids = ids;
    }

    /**
     * What somebody asks to share.
     *
     * @param until the moment at which it ends by itself; null for no end
     */
    public record Wish(
            Recipient recipient,
            boolean writing,
            boolean collaborator,
            @Nullable Instant until) {}

    /** Tells with whom a record is shared. */
    public SharingResult list(Actor.Person actor, String entity, RecordId record) {
        return unit.run(() -> {
            var standing = visible(actor, entity, record);
            return standing.isEmpty()
                    ? new SharingResult.NotFound()
                    : entries(actor, entity, record, standing.get().mayShare());
        });
    }

    /** Shares a record; sharing it with the same recipient again replaces what was. */
    public SharingResult share(Actor.Person actor, String entity, RecordId record, Wish wish) {
        return unit.run(() -> {
            var standing = visible(actor, entity, record);
            if (standing.isEmpty()) {
                return new SharingResult.NotFound();
            }
            if (!standing.get().mayShare()) {
                return new SharingResult.Denied(Problem.at("", MAY_NOT_SHARE));
            }
            var problems = problems(standing.get(), wish);
            if (!problems.isEmpty()) {
                return new SharingResult.Rejected(problems);
            }
            var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            shares.put(new Share(
                    ids.next(),
                    entity,
                    record,
                    wish.recipient(),
                    wish.writing(),
                    wish.collaborator(),
                    wish.until(),
                    now,
                    actor.user()));
            log.append(
                    actor,
                    AdminAction.SHARED,
                    entity + "/" + record,
                    wish.recipient().text()
                            + (wish.writing() ? " write" : " read")
                            + (wish.collaborator() ? " collaborator" : "")
                            + (wish.until() == null ? "" : " until " + wish.until()));
            changed(actor, entity, record);
            return entries(actor, entity, record, true);
        });
    }

    /** Takes a share back; it ends with the next request of whoever had it. Who it was shared with may do so, too. */
    public SharingResult end(Actor.Person actor, String entity, RecordId record, RecordId share) {
        return unit.run(() -> {
            var standing = visible(actor, entity, record);
            var found = shares.find(share)
                    .filter(one -> one.entity().equals(entity) && one.record().equals(record));
            if (standing.isEmpty() || found.isEmpty()) {
                return new SharingResult.NotFound();
            }
            var own = found.get().recipient().equals(Recipient.user(actor.user()));
            if (!standing.get().mayShare() && !own) {
                return new SharingResult.Denied(Problem.at("", MAY_NOT_SHARE));
            }
            shares.remove(share);
            log.append(
                    actor,
                    AdminAction.UNSHARED,
                    entity + "/" + record,
                    found.get().recipient().text());
            changed(actor, entity, record);
            return entries(actor, entity, record, standing.get().mayShare());
        });
    }

    /** A record that the actor may not read does not exist. */
    private Optional<Standing> visible(Actor.Person actor, String entity, RecordId record) {
        return records.standing(actor, entity, record).filter(standing -> standing.may(Verb.READ) || standing.task());
    }

    private List<Problem> problems(Standing standing, Wish wish) {
        var problems = new ArrayList<Problem>();
        var recipient = wish.recipient();
        if (!recipients.exists(recipient)) {
            problems.add(Problem.at("recipient", SHARE_RECIPIENT_UNKNOWN).with("given", recipient.text()));
        }
        if (wish.collaborator() && recipient.kind() != Recipient.Kind.USER) {
            problems.add(Problem.at("recipient", COLLABORATOR_NOT_A_PERSON));
        }
        var owner = standing.owner();
        if (owner != null && recipient.equals(Recipient.user(owner))) {
            problems.add(Problem.at("recipient", SHARE_WITH_OWNER));
        }
        if (wish.until() != null && !wish.until().isAfter(clock.instant())) {
            problems.add(Problem.at("until", SHARE_ENDS_IN_PAST));
        }
        return problems;
    }

    private SharingResult entries(Actor.Person actor, String entity, RecordId record, boolean mayShare) {
        var now = clock.instant();
        var living = shares.of(entity, record).stream()
                .filter(share -> !share.isOver(now))
                .sorted(Comparator.comparing(share -> !share.collaborator()))
                .toList();
        var names = recipients.names(living, actor.locale());
        return new SharingResult.Shares(
                living.stream()
                        .map(share -> new SharingResult.Entry(
                                share,
                                names.getOrDefault(
                                        share.recipient(), share.recipient().text()),
                                share.by() == null ? "" : names.getOrDefault(Recipient.user(share.by()), "")))
                        .toList(),
                mayShare);
    }

    /** Lets search and open screens notice; the record itself is as it was. */
    private void changed(Actor.Person actor, String entity, RecordId record) {
        outbox.append(RecordChanged.TOPIC, record.toString(), RecordChanged.shared(entity, record, actor.user()));
    }
}
