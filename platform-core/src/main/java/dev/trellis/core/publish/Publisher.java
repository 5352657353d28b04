package dev.trellis.core.publish;

import dev.trellis.core.access.Actor;
import dev.trellis.core.audit.AdminAction;
import dev.trellis.core.audit.AdminLog;
import dev.trellis.core.database.Outbox;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.schema.PublishJournal;
import dev.trellis.core.schema.PublishRun;
import dev.trellis.core.schema.SchemaRunner;
import jakarta.inject.Singleton;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings drafts and packages live: checks, changes the tables step by step, then switches the version in one
 * transaction. What a crash leaves unfinished, {@link #resume} finishes on any node.
 */
@Singleton
public final class Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final LiveMetadata live;
    private final MetadataStore store;
    private final DraftStore draftStore;
    private final Drafts drafts;
    private final Preparation preparation;
    private final PublishJournal journal;
    private final SchemaRunner tables;
    private final UnitOfWork work;
    private final RecordIds ids;
    private final Outbox outbox;
    private final List<BeforePublish> gatekeepers;
    private final AdminLog log;
    private final List<AfterPublish> followers;

    Publisher(
            LiveMetadata live,
            MetadataStore store,
            DraftStore draftStore,
            Drafts drafts,
            Preparation preparation,
            PublishJournal journal,
            SchemaRunner tables,
            UnitOfWork work,
            RecordIds ids,
            Outbox outbox,
            Collection<BeforePublish> gatekeepers,
            AdminLog log,
            Collection<AfterPublish> followers) {
        this.live = live;
        this.store = store;
        this.draftStore = draftStore;
        this.drafts = drafts;
        this.preparation = preparation;
        this.journal = journal;
        this.tables = tables;
        this.work = work;
        this.ids = ids;
        this.outbox = outbox;
        this.gatekeepers = List.copyOf(gatekeepers);
        this.log = log;
        this.followers = List.copyOf(followers);
    }

    /** Who publishes, as the version will tell. */
    private record Author(@Nullable RecordId id, String name) {}

    /**
     * Publishes the draft of a person. Must not be called inside a unit of work, because DDL commits.
     *
     * @param confirmed the ids of lossy changes that the person accepts
     */
    public PublishResult publish(Actor.Person actor, String comment, Set<String> confirmed) {
        var denied = Rights.refusal(actor, Right.PUBLISH, live.refresh());
        if (denied.isPresent()) {
            return new PublishResult.Denied(denied.get());
        }
        var now = live.refresh();
        var draft = drafts.of(actor);
        var conflicts = work.run(() -> drafts.conflicts(draft, now));
        if (!conflicts.isEmpty()) {
            return new PublishResult.Outdated(draft.base(), now.version(), conflicts);
        }
        var wanted = draft.applyTo(now);
        var missing = RuleRights.missing(actor, now, wanted);
        if (!missing.isEmpty()) {
            return new PublishResult.Rejected(missing);
        }
        return publish(wanted, now, comment, new Author(actor.user(), actor.name()), confirmed);
    }

    /** Publishes definitions of packages over what is live, without asking about losses; existing ones are replaced. */
    public PublishResult install(Actor.Platform actor, List<Definition> definitions, String comment) {
        var now = live.refresh();
        var denied = Rights.refusal(actor, Right.PUBLISH, now);
        if (denied.isPresent()) {
            return new PublishResult.Denied(denied.get());
        }
        var edits = definitions.stream().<Edit>map(Edit.Put::new).toList();
        var target = new Draft(now.version(), edits).applyTo(now);
        return publish(target, now, comment, new Author(null, "Trellis"), null);
    }

    private PublishResult publish(
            Metadata wanted, Metadata now, String comment, Author author, @Nullable Set<String> confirmed) {
        if (work.isActive()) {
            throw new TrellisException("Publishing inside a unit of work would commit it");
        }
        var prepared = work.run(() -> preparation.prepare(wanted, now));
        if (prepared.changes().isEmpty()) {
            return new PublishResult.Rejected(List.of(Problem.at("", MetadataProblem.NOTHING_TO_PUBLISH)));
        }
        if (!prepared.problems().isEmpty()) {
            return new PublishResult.Rejected(prepared.problems());
        }
        var refusals = gatekeepers.stream()
                .flatMap(gatekeeper -> gatekeeper.refuse(now, prepared.target(), confirmed == null).stream())
                .toList();
        if (!refusals.isEmpty()) {
            return new PublishResult.Rejected(refusals);
        }
        var losses = prepared.changes().stream()
                .filter(Review.Change::needsConfirmation)
                .filter(change ->
                        confirmed != null && !confirmed.contains(change.change().id()))
                .toList();
        if (!losses.isEmpty()) {
            return new PublishResult.NeedsConfirmation(losses);
        }
        var run = new PublishRun(
                ids.next(), now.version(), PublishRun.State.TABLES, 1, comment, author.id(), author.name());
        if (!work.run(() -> open(run, prepared.target()))) {
            return new PublishResult.Busy(Problem.at("", MetadataProblem.PUBLISH_RUNNING));
        }
        tables.passed("opened");
        finish(run, prepared.target());
        return new PublishResult.Published(now.version() + 1, prepared.steps());
    }

    private boolean open(PublishRun run, Metadata target) {
        if (store.liveVersion() != run.base() || !journal.open(run)) {
            return false;
        }
        store.keepTarget(run, target);
        return true;
    }

    /** Finishes the run that a node left behind, if there is one and its lease has run out. */
    public void resume() {
        journal.takeOver().ifPresent(run -> {
            LOG.info("Publish run {} was left unfinished in the state {} and is gone on with", run.id(), run.state());
            var target = work.run(
                    () -> run.state() == PublishRun.State.TABLES ? store.target(run) : store.load(run.base() + 1));
            finish(run, target);
            LOG.info("Publish run {} is finished", run.id());
        });
    }

    /** Brings the tables of what is live to what this version of the program makes of it; once at the start. */
    public void keepUp() {
        var now = live.refresh();
        if (now.version() > 0 && tables.keepUp(now)) {
            followers.forEach(follower -> follower.tablesChanged(now));
        }
    }

    private void finish(PublishRun run, Metadata target) {
        try (var _ = journal.keepAlive(run)) {
            if (run.state() == PublishRun.State.TABLES) {
                changeTables(run, target);
                work.run(() -> goLive(run));
                tables.passed("live");
            }
            var before = work.run(() -> store.load(run.base()));
            var after = live.refresh();
            followers.forEach(follower -> follower.follow(before, after));
            tables.passed("followed");
            journal.reach(run, PublishRun.State.DONE);
            tables.passed("done");
        }
    }

    private void changeTables(PublishRun run, Metadata target) {
        try {
            tables.run(run, target);
        } catch (TrellisException e) {
            if (!mayBeGoneOnWith(e)) {
                journal.fail(run, String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private void goLive(PublishRun run) {
        store.goLive(run);
        if (run.by() != null) {
            draftStore.delete(run.by());
        }
        journal.reach(run, PublishRun.State.LIVE);
        outbox.append("metadata.published", Integer.toString(run.base() + 1), "{}");
        log.append(
                run.by(),
                run.byName(),
                run.by() == null ? "platform" : "publish",
                AdminAction.PUBLISHED,
                Integer.toString(run.base() + 1),
                run.comment());
    }

    /** Tells whether the database was out of reach rather than unwilling. */
    private static boolean mayBeGoneOnWith(TrellisException failure) {
        var cause = failure.getCause();
        return cause instanceof SQLTransientException
                || cause instanceof SQLRecoverableException
                || cause instanceof SQLNonTransientConnectionException;
    }
}
