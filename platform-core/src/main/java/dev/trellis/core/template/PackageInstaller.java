package dev.trellis.core.template;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.publish.PublishResult;
import dev.trellis.core.publish.Publisher;
import dev.trellis.core.script.FunctionApprovals;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Brings packages into the workspace through the same publish path as everything else, and keeps what each of them
 * brought as the base of later upgrades.
 */
@Singleton
public final class PackageInstaller {

    private static final Actor.Platform INSTALLER = new Actor.Platform(Actor.Purpose.INSTALL);
    private static final int WAITS = 300;
    private static final long WAIT_MILLIS = 200;

    private final Packages packages;
    private final Publisher publisher;
    private final MetadataJson json;
    private final Sql sql;
    private final UnitOfWork work;
    private final FunctionApprovals approvals;

    PackageInstaller(
            Packages packages,
            Publisher publisher,
            MetadataJson json,
            Sql sql,
            UnitOfWork work,
            FunctionApprovals approvals) {
        this.packages = packages;
        this.publisher = publisher;
        this.json = json;
        this.sql = sql;
        this.work = work;
        this.approvals = approvals;
    }

    /** The outcome of an installation. */
    public sealed interface InstallResult {

        /** The packages that were installed now, in order. */
        record Installed(List<String> names) implements InstallResult {
            public Installed {
                names = List.copyOf(names);
            }
        }

        /** They were there already; nothing was changed. */
        record AlreadyThere() implements InstallResult {}

        record Refused(List<Problem> problems) implements InstallResult {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /**
     * Installs the built-in package, the named one and what it requires, as far as they are not installed yet. May run on
     * several nodes at once: one of them installs, the others wait for it.
     */
    public InstallResult ensure(String name) {
        if (!name.equals(Packages.NONE) && packages.find(name).isEmpty()) {
            var known = packages.all().stream()
                    .map(found -> found.manifest().name())
                    .collect(Collectors.joining(", "));
            return new InstallResult.Refused(List.of(Problem.at("", MetadataProblem.NO_PACKAGE)
                    .with("given", name)
                    .with("allowed", known)));
        }
        for (int attempt = 1; ; attempt++) {
            var missing = packages.withRequirements(name).stream()
                    .filter(found -> !installed().contains(found.manifest().name()))
                    .toList();
            if (missing.isEmpty()) {
                return new InstallResult.AlreadyThere();
            }
            switch (install(missing)) {
                case PublishResult.Published _ -> {
                    return done(missing);
                }
                case PublishResult.Rejected(var problems) -> {
                    return isThereAlready(problems) ? done(missing) : new InstallResult.Refused(problems);
                }
                case PublishResult.Denied(var problem) -> {
                    return new InstallResult.Refused(List.of(problem));
                }
                case PublishResult.Busy(var problem) -> {
                    if (attempt == WAITS) {
                        return new InstallResult.Refused(List.of(problem));
                    }
                    pause();
                }
                case PublishResult.Outdated _, PublishResult.NeedsConfirmation _ ->
                    throw new TrellisException("An installation is never asked back");
            }
        }
    }

    /** The names of the installed packages. */
    public Set<String> installed() {
        return new TreeSet<>(work.run(() -> sql.list("SELECT name FROM t_package", row -> row.getString("name"))));
    }

    private PublishResult install(List<MetadataPackage> missing) {
        var definitions = new LinkedHashMap<DefinitionKey, Definition>();
        var problems = new ArrayList<Problem>();
        for (var found : missing) {
            switch (packages.read(found)) {
                case Packages.Contents.Definitions(var read) ->
                    read.forEach(definition -> definitions.put(definition.key(), definition));
                case Packages.Contents.Broken(var faults) -> problems.addAll(faults);
            }
        }
        return problems.isEmpty()
                ? publisher.install(INSTALLER, List.copyOf(definitions.values()), names(missing))
                : new PublishResult.Rejected(problems);
    }

    /** A crash after the publish and before the note of it leaves nothing to publish. */
    private static boolean isThereAlready(List<Problem> problems) {
        return problems.stream().allMatch(problem -> problem.code().equals(MetadataProblem.NOTHING_TO_PUBLISH));
    }

    private InstallResult done(List<MetadataPackage> missing) {
        work.run(() -> missing.forEach(this::note));
        return new InstallResult.Installed(
                missing.stream().map(found -> found.manifest().name()).toList());
    }

    private void note(MetadataPackage found) {
        if (!(packages.read(found) instanceof Packages.Contents.Definitions(var definitions))) {
            throw new TrellisException("A package changed while it was installed");
        }
        var name = found.manifest().name();
        approvals.approveInstalled(
                definitions.stream()
                        .filter(FunctionDefinition.class::isInstance)
                        .map(FunctionDefinition.class::cast)
                        .toList(),
                name + " " + found.manifest().version());
        sql.update("""
                INSERT INTO t_package (name, package_version, installed_at)
                VALUES (?, ?, UTC_TIMESTAMP(6))
                ON DUPLICATE KEY UPDATE package_version = VALUES(package_version)
                """, name, found.manifest().version());
        sql.update("DELETE FROM t_package_entry WHERE name = ?", name);
        sql.batch(
                "INSERT INTO t_package_entry (name, kind, definition_id, hash) VALUES (?, ?, ?, ?)",
                definitions.stream()
                        .map(definition ->
                                List.<Object>of(name, definition.kind().key(), definition.id(), json.hash(definition)))
                        .toList());
    }

    private static String names(List<MetadataPackage> missing) {
        return missing.stream()
                .map(found -> found.manifest().name() + " " + found.manifest().version())
                .collect(Collectors.joining(", "));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrellisException("Interrupted while another node installs", e);
        }
    }
}
