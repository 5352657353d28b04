package dev.trellis.core.template;

import dev.trellis.core.access.Actor;
import dev.trellis.core.account.Accounts;
import dev.trellis.core.account.RoleAssignment.Principal;
import dev.trellis.core.account.RoleAssignments;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the demo set of a package into an empty workspace, through the gate and in the name of the people whose
 * records they are. What it installs is refused like anybody's input; a refusal is a bug in the package.
 */
@Singleton
public final class DemoInstaller {

    private static final Actor PLATFORM = new Actor.Platform(Actor.Purpose.INSTALL);
    private static final int BATCH = 50;

    private final Records records;
    private final Accounts accounts;
    private final RoleAssignments assignments;

    public DemoInstaller(Records records, Accounts accounts, RoleAssignments assignments) {
        this.records = records;
        this.accounts = accounts;
        this.assignments = assignments;
    }

    /**
     * What was installed.
     *
     * @param logins the accounts, in the order of the package
     * @param approvals what the approval engine is to perform, in order
     */
    public record Installed(List<Login> logins, List<Approval> approvals) {
        public Installed {
            logins = List.copyOf(logins);
            approvals = List.copyOf(approvals);
        }
    }

    /** An account of the demo with the password it was given. */
    public record Login(RecordId user, String name, String title, String login, String password) {}

    /** @param definitionEntity the entity of {@code record} */
    public record Approval(String definitionEntity, RecordId record, Actor.Person submitter, List<Decision> decisions) {
        public Approval {
            decisions = List.copyOf(decisions);
        }
    }

    public record Decision(Actor.Person by, boolean agrees, String comment) {}

    /**
     * Installs the demo set; call it once.
     *
     * @param metadata the published snapshot, the package's definitions in it
     * @param today the day from which the set's relative days count
     * @param passwords draws a new password for each account
     */
    public Installed install(MetadataPackage source, Metadata metadata, LocalDate today, Supplier<String> passwords) {
        var set = DemoSet.of(source);
        var run = new Run(new DemoValues(metadata, today));
        for (var entity : DemoValues.order(metadata, set.records().keySet())) {
            run.create(entity, set.records().getOrDefault(entity, List.of()), set.logins());
        }
        run.fillIn();
        var logins = set.logins().stream()
                .map(login -> account(run, login, passwords.get()))
                .toList();
        return new Installed(
                logins,
                set.approvals().stream()
                        .map(approval -> approval(run, approval))
                        .toList());
    }

    private Login account(Run run, DemoSet.Login login, String password) {
        var user = run.values.id(login.user());
        var problems = accounts.create(user, login.login(), password, Locale.forLanguageTag(login.language()));
        if (!problems.isEmpty()) {
            throw refused(login.user(), problems);
        }
        login.roles().forEach(role -> assignments.assign(Principal.user(user), role));
        var facts = run.facts(login.user());
        return new Login(user, facts.name(), facts.title(), login.login(), password);
    }

    private static Approval approval(Run run, DemoSet.Approval approval) {
        return new Approval(
                "quote",
                run.values.id(approval.quote()),
                run.person(approval.submitBy()),
                approval.decisions().stream()
                        .map(decision -> new Decision(
                                run.person(decision.by()), decision.decision().equals("agree"), decision.comment()))
                        .toList());
    }

    private static TrellisException refused(String key, List<Problem> problems) {
        return new TrellisException("The demo set is refused at " + key + ": "
                + problems.stream()
                        .map(problem -> problem.path() + " " + Messages.text(problem, Locale.ENGLISH))
                        .toList());
    }

    /** One installation under way. */
    private final class Run {

        private record Facts(String name, String title, Set<RecordId> departments) {}

        /** A reference to a record that did not exist yet. */
        private record Later(String entity, String key, Map<String, String> references) {}

        private final DemoValues values;
        private final Map<String, SaveResult.Saved> saved = new HashMap<>();
        private final Map<String, Facts> people = new HashMap<>();
        private final Map<String, DemoSet.Login> roles = new HashMap<>();
        private final List<Later> later = new ArrayList<>();

        Run(DemoValues values) {
            this.values = values;
        }

        void create(String entity, List<DemoSet.Row> rows, List<DemoSet.Login> logins) {
            logins.forEach(login -> roles.put(login.user(), login));
            var byActor = new LinkedHashMap<String, List<DemoSet.Row>>();
            for (var row : rows) {
                var actor = row.owner() == null || row.as() != null ? "" : row.owner();
                byActor.computeIfAbsent(actor, _ -> new ArrayList<>()).add(row);
            }
            byActor.forEach((actor, own) -> {
                for (int from = 0; from < own.size(); from += BATCH) {
                    batch(entity, actor, own.subList(from, Math.min(own.size(), from + BATCH)));
                }
            });
        }

        private void batch(String entity, String actor, List<DemoSet.Row> rows) {
            var changes = rows.stream().<Change>map(row -> change(entity, row)).toList();
            var results = records.apply(actor.isEmpty() ? PLATFORM : person(actor), changes, Records.Mode.ALL);
            for (int i = 0; i < rows.size(); i++) {
                remember(entity, rows.get(i), results.get(i));
            }
        }

        private Change.Create change(String entity, DemoSet.Row row) {
            var decoded = values.decode(entity, row.key(), row.values());
            if (!decoded.unresolved().isEmpty()) {
                later.add(new Later(entity, row.key(), decoded.unresolved()));
            }
            var given = new LinkedHashMap<String, @Nullable Object>(decoded.values());
            if (row.as() != null && row.owner() != null) {
                given.put(SystemFields.OWNER, values.id(row.owner()));
                given.put(SystemFields.CREATED_BY, values.id(row.owner()));
                given.put(SystemFields.CHANGED_BY, values.id(row.owner()));
            }
            return new Change.Create(entity, given);
        }

        private void remember(String entity, DemoSet.Row row, SaveResult result) {
            var done = saved(row.key(), result);
            saved.put(row.key(), done);
            values.put(row.key(), done.id());
            if (entity.equals("user")) {
                var department = row.values().path("primary_department");
                people.put(
                        row.key(),
                        new Facts(
                                row.values().path("name").asString(""),
                                row.values().path("job_title").asString(""),
                                department.isString() ? Set.of(values.id(department.stringValue())) : Set.of()));
            }
        }

        /** Sets the references that could not be set on creation: the head of a department, for instance. */
        void fillIn() {
            for (var missing : later) {
                var given = new LinkedHashMap<String, @Nullable Object>();
                missing.references().forEach((field, key) -> given.put(field, values.id(key)));
                var before = saved.get(missing.key());
                if (before == null) {
                    throw new TrellisException("No record " + missing.key());
                }
                var change = new Change.Update(missing.entity(), before.id(), before.version(), given);
                saved.put(missing.key(), saved(missing.key(), records.save(PLATFORM, change)));
            }
        }

        Facts facts(String key) {
            var facts = people.get(key);
            if (facts == null) {
                throw new TrellisException("The demo set has no person " + key);
            }
            return facts;
        }

        Actor.Person person(String key) {
            var facts = facts(key);
            var login = roles.get(key);
            if (login == null) {
                throw new TrellisException("The person " + key + " of the demo set has no login");
            }
            return new Actor.Person(
                    values.id(key),
                    facts.name(),
                    Set.copyOf(login.roles()),
                    facts.departments(),
                    Locale.forLanguageTag(login.language()),
                    Actor.Via.WEB);
        }

        private static SaveResult.Saved saved(String key, SaveResult result) {
            return switch (result) {
                case SaveResult.Saved done -> done;
                case SaveResult.Rejected(var problems) -> throw refused(key, problems);
                case SaveResult.Denied(var problem) -> throw refused(key, List.of(problem));
                case SaveResult.Locked(var problem) -> throw refused(key, List.of(problem));
                case SaveResult.Conflict _, SaveResult.NotFound _ ->
                    throw new TrellisException("Somebody else changes the demo set at " + key);
                case SaveResult.NotApplied _ ->
                    throw new TrellisException("A row beside " + key + " of the demo set is refused");
            };
        }
    }
}
