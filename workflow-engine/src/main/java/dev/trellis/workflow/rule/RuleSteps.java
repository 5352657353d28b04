package dev.trellis.workflow.rule;

import dev.trellis.core.access.Actor;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.expression.Expected;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.metadata.RuleDefinition.Assign;
import dev.trellis.core.metadata.RuleDefinition.Branch;
import dev.trellis.core.metadata.RuleDefinition.Create;
import dev.trellis.core.metadata.RuleDefinition.Mail;
import dev.trellis.core.metadata.RuleDefinition.Message;
import dev.trellis.core.metadata.RuleDefinition.Notify;
import dev.trellis.core.metadata.RuleDefinition.SetFields;
import dev.trellis.core.metadata.RuleDefinition.Step;
import dev.trellis.core.metadata.RuleDefinition.Submit;
import dev.trellis.core.metadata.RuleDefinition.Wait;
import dev.trellis.core.metadata.RuleDefinition.Way;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.approval.ApprovalResult;
import dev.trellis.workflow.approval.Approvals;
import dev.trellis.workflow.approval.RecordReader;
import dev.trellis.workflow.notify.Channels;
import dev.trellis.workflow.notify.Notifications;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.rule.RuleRun.Line;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does the steps of a rule, in the unit of work under way; what cannot be done undoes the run as a whole. */
@Singleton
final class RuleSteps {

    private final Records records;
    private final RecordReader reader;
    private final People people;
    private final ActorResolver actors;
    private final Notifications notifications;
    private final Channels channels;
    private final Approvals approvals;
    private final RuleStore store;
    private final RecordIds ids;

    RuleSteps(
            Records records,
            RecordReader reader,
            People people,
            ActorResolver actors,
            Notifications notifications,
            Channels channels,
            Approvals approvals,
            RuleStore store,
            RecordIds ids) {
        this.records = records;
        this.reader = reader;
        this.people = people;
        this.actors = actors;
        this.notifications = notifications;
        this.channels = channels;
        this.approvals = approvals;
        this.store = store;
        this.ids = ids;
    }

    /**
     * What a run has come to.
     *
     * @param waitsAt the step that waits; -1 where nothing is left to do
     */
    record Came(List<Line> lines, int waitsAt) {}

    /** Does the steps from one on, to the end or to a wait. */
    Came run(RuleDefinition rule, RuleWork work, Instant now) {
        return run(rule, work, now, new ArrayList<>());
    }

    /** The same; what was done before a step failed is in the list even so. */
    Came run(RuleDefinition rule, RuleWork work, Instant now, List<Line> lines) {
        for (int i = work.from(); i < rule.steps().size(); i++) {
            var step = rule.steps().get(i);
            if (step instanceof Wait(var id, var hours)) {
                lines.add(new Line(id, "wait", hours + " h"));
                return new Came(lines, i);
            }
            run(rule, work, step, now, lines);
        }
        return new Came(lines, -1);
    }

    private void run(RuleDefinition rule, RuleWork work, Step step, Instant now, List<Line> lines) {
        var record = reader.find(work.entity(), work.record());
        if (record.isEmpty()) {
            return;
        }
        var metadata = reader.metadata();
        var facts = new RuleFacts(reader, metadata, record.get(), null, now);
        switch (step) {
            case SetFields set -> lines.add(set(rule, work, set, record.get(), facts));
            case Create create -> lines.add(create(rule, work, create, facts));
            case Assign assign -> lines.add(assign(rule, work, assign, record.get(), facts));
            case Notify notify -> lines.add(notify(work, notify, record.get(), metadata));
            case Mail mail -> lines.add(mail(work, mail, facts, metadata));
            case Message(var id, var channel, var text) -> {
                var words = template(work, metadata).render(text, language(metadata));
                channels.send(
                        channel,
                        new dev.trellis.workflow.notify.Message(
                                ids.next().toString(), "", label(rule, metadata), words));
                lines.add(new Line(id, "message", channel + ": " + words));
            }
            case Submit(var id) -> lines.add(submit(work, id, record.get()));
            case Branch(var id, var when, var then, var otherwise) -> {
                boolean holds = facts.holds(when);
                lines.add(new Line(id, "branch", holds ? "then" : "otherwise"));
                (holds ? then : otherwise).forEach(inner -> run(rule, work, inner, now, lines));
            }
            case Wait _ -> throw new IllegalStateException("A wait inside a branch is refused at publish");
        }
    }

    /** What the save that sets a rule off writes besides. */
    Line before(RuleDefinition rule, RuleFacts facts) {
        return new Line("before", "set", shown(rule.entity(), facts.values(rule.entity(), rule.before())));
    }

    private Line set(RuleDefinition rule, RuleWork work, SetFields set, StoredRecord record, RuleFacts facts) {
        var values = facts.values(rule.entity(), set.values());
        save(
                actor(rule, work, rule.entity(), values.keySet()),
                new Change.Update(rule.entity(), record.id(), record.version(), values));
        return new Line(set.id(), "set", shown(rule.entity(), values));
    }

    private Line create(RuleDefinition rule, RuleWork work, Create create, RuleFacts facts) {
        var values = facts.values(create.entity(), create.values());
        var fields = new LinkedHashSet<>(values.keySet());
        save(actor(rule, work, create.entity(), fields), new Change.Create(create.entity(), values));
        return new Line(
                create.id(),
                "create",
                reader.metadata()
                                .entity(create.entity())
                                .map(entity -> entity.label().text(language(reader.metadata())))
                                .orElse(create.entity())
                        + ": "
                        + shown(create.entity(), values));
    }

    private Line assign(RuleDefinition rule, RuleWork work, Assign assign, StoredRecord record, RuleFacts facts) {
        var pool = assign.by() == Way.TABLE
                ? assign.rows().stream()
                        .filter(row -> facts.holds(row.when()))
                        .findFirst()
                        .map(row -> pool(row.people(), row.role()))
                        .orElse(List.of())
                : pool(assign.people(), assign.role());
        if (pool.isEmpty() && assign.by() == Way.TABLE) {
            return new Line(assign.id(), "assign", "–");
        }
        if (pool.isEmpty()) {
            throw new RuleFailed(List.of(Problem.at(assign.id(), RuleProblems.NOBODY)));
        }
        var owner = switch (assign.by()) {
            case FIXED -> pool.getFirst();
            case ROUND_ROBIN, TABLE -> pool.get((int) (store.turn(rule.id(), turn(assign, facts)) % pool.size()));
            case LOAD ->
                pool.stream()
                        .min(Comparator.comparingLong(person -> load(rule.entity(), person)))
                        .orElseThrow();
        };
        if (!owner.equals(record.value(SystemFields.OWNER))) {
            save(
                    actor(rule, work, rule.entity(), Set.of(SystemFields.OWNER)),
                    new Change.Update(rule.entity(), record.id(), record.version(), Map.of(SystemFields.OWNER, owner)));
        }
        return new Line(
                assign.id(),
                "assign",
                people.find(owner).map(People.Member::name).orElse(""));
    }

    /** Each row of a table has turns of its own. */
    private static String turn(Assign assign, RuleFacts facts) {
        for (int i = 0; i < assign.rows().size(); i++) {
            if (facts.holds(assign.rows().get(i).when())) {
                return assign.id() + "/" + i;
            }
        }
        return assign.id();
    }

    private List<RecordId> pool(List<String> named, @Nullable String role) {
        var pool = new LinkedHashSet<RecordId>();
        named.stream()
                .flatMap(id -> RecordId.parse(id).stream())
                .filter(id -> people.find(id).filter(People.Member::active).isPresent())
                .forEach(pool::add);
        if (role != null) {
            people.holders(role).forEach(member -> pool.add(member.id()));
        }
        return List.copyOf(pool);
    }

    private long load(String entity, RecordId person) {
        var query = RecordQuery.of(entity, List.of(SystemFields.ID))
                .filtered("owner = :who", Map.of("who", person))
                .page(0, 1)
                .counting(RecordQuery.Count.EXACT);
        return records.query(RecordReader.APPROVAL, query) instanceof QueryResult.Page page && page.count() != null
                ? page.count().value()
                : Long.MAX_VALUE;
    }

    private Line notify(RuleWork work, Notify notify, StoredRecord record, Metadata metadata) {
        var whom = new LinkedHashSet<RecordId>();
        notify.to().forEach(recipient -> whom.addAll(recipients(recipient, record)));
        var words = template(work, metadata);
        for (var person : whom) {
            var locale = actors.person(person, Actor.Via.WEB)
                    .map(Actor.Person::locale)
                    .orElse(language(metadata));
            notifications.tell(List.of(person), words.render(notify.text(), locale), work.entity(), work.record());
        }
        var names = whom.stream()
                .flatMap(person -> people.find(person).stream())
                .map(People.Member::name)
                .toList();
        return new Line(notify.id(), "notify", String.join(", ", names));
    }

    private List<RecordId> recipients(String recipient, StoredRecord record) {
        var owner = Optional.ofNullable(record.value(SystemFields.OWNER))
                .filter(RecordId.class::isInstance)
                .map(RecordId.class::cast);
        if (recipient.equals("owner")) {
            return owner.stream().toList();
        }
        if (recipient.equals("manager")) {
            return owner.flatMap(people::managerOf).map(People.Member::id).stream()
                    .toList();
        }
        if (recipient.startsWith("role:")) {
            return people.holders(recipient.substring(5)).stream()
                    .map(People.Member::id)
                    .toList();
        }
        return reader
                .value(record.entity(), record.id(), recipient.substring(6))
                .filter(RecordId.class::isInstance)
                .map(RecordId.class::cast)
                .stream()
                .toList();
    }

    private Line mail(RuleWork work, Mail mail, RuleFacts facts, Metadata metadata) {
        var to = facts.value(mail.to(), Expected.ANY);
        if (to == null || to.toString().isBlank()) {
            throw new RuleFailed(List.of(Problem.at(mail.id(), RuleProblems.NO_ADDRESS)));
        }
        var words = template(work, metadata);
        var subject = words.render(mail.subject(), language(metadata));
        channels.send(
                "mail",
                new dev.trellis.workflow.notify.Message(
                        ids.next().toString(), to.toString(), subject, words.render(mail.text(), language(metadata))));
        return new Line(mail.id(), "mail", to + ": " + subject);
    }

    /** In the name of the owner, whose request it becomes. */
    private Line submit(RuleWork work, String id, StoredRecord record) {
        var owner = record.value(SystemFields.OWNER) instanceof RecordId person
                ? actors.person(person, Actor.Via.WEB)
                : Optional.<Actor.Person>empty();
        if (owner.isEmpty()) {
            throw new RuleFailed(List.of(Problem.at(id, RuleProblems.NOBODY)));
        }
        if (approvals.submit(owner.get(), work.entity(), work.record(), null)
                instanceof ApprovalResult.Refused(var problems)) {
            throw new RuleFailed(problems);
        }
        return new Line(id, "submit", owner.get().name());
    }

    private void save(Actor actor, Change change) {
        switch (records.save(actor, change)) {
            case SaveResult.Saved _ -> {}
            case SaveResult.Rejected(var problems) -> throw new RuleFailed(problems);
            case SaveResult.Denied(var problem) -> throw new RuleFailed(List.of(problem));
            case SaveResult.Locked(var problem) -> throw new RuleFailed(List.of(problem));
            case SaveResult.NotFound _, SaveResult.Conflict _, SaveResult.NotApplied _ ->
                throw new RuleFailed(List.of(Problem.at("", RuleProblems.NOT_SAVED)));
        }
    }

    /** Holds exactly the fields that the step writes. */
    private Actor.Automation actor(RuleDefinition rule, RuleWork work, String entity, Set<String> fields) {
        return new Actor.Automation(rule.id(), person(work), entity, fields);
    }

    /** Whoever set the rule off; without roles, as the rule's right is its own. */
    private Actor.Person person(RuleWork work) {
        var by = work.by();
        var name = by == null ? "" : people.find(by).map(People.Member::name).orElse("");
        return new Actor.Person(
                by == null ? work.record() : by, name, Set.of(), Set.of(), language(reader.metadata()), Actor.Via.WEB);
    }

    private Template template(RuleWork work, Metadata metadata) {
        return new Template(records, metadata, work.entity(), work.record());
    }

    private static Locale language(Metadata metadata) {
        return metadata.workspace().languages().stream()
                .findFirst()
                .map(Locale::forLanguageTag)
                .orElse(Locale.ENGLISH);
    }

    private static String label(RuleDefinition rule, Metadata metadata) {
        return rule.label().text(language(metadata));
    }

    /** Values as people read them: by the labels of the fields, records by their titles. */
    private String shown(String entity, Map<String, @Nullable Object> values) {
        var metadata = reader.metadata();
        var locale = language(metadata);
        var parts = new ArrayList<String>();
        values.forEach((id, value) -> {
            var field = metadata.entity(entity).flatMap(found -> found.field(id));
            var name = field.map(found -> found.label().text(locale)).orElse(id);
            var text = value == null
                    ? ""
                    : field.flatMap(found -> title(found.type().valueType(), value))
                            .or(() -> field.map(found -> found.type().codec().toText(value, locale)))
                            .orElse(value.toString());
            parts.add(name + " = " + text);
        });
        return String.join(", ", parts);
    }

    private Optional<String> title(ValueType type, Object value) {
        return type instanceof ValueType.Ref(var target) && value instanceof RecordId id
                ? reader.metadata()
                        .entity(target)
                        .flatMap(entity -> reader.value(target, id, entity.title()))
                        .map(Object::toString)
                : Optional.empty();
    }
}
