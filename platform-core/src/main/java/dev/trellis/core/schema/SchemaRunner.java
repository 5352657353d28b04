package dev.trellis.core.schema;

import dev.trellis.core.database.Database;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.name.Label;
import dev.trellis.core.name.Named;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.TrellisException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the designed tables to what a snapshot needs, one journaled step after the other. Safe to call again after a
 * crash anywhere: each step asks the catalogue first whether it is done.
 */
@Singleton
public final class SchemaRunner {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaRunner.class);

    /** Waiting for a reader to let go of a table takes up to five seconds each. */
    private static final int LOCK_TRIES = 12;

    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;
    private static final Set<Integer> ALGORITHM_REFUSED = Set.of(1845, 1846, 4092);

    private final Database database;
    private final PublishJournal journal;
    private final List<CrashPoint> crashPoints;

    SchemaRunner(Database database, PublishJournal journal, Collection<CrashPoint> crashPoints) {
        this.database = database;
        this.journal = journal;
        this.crashPoints = List.copyOf(crashPoints);
    }

    /** Returns the steps that a publish of the snapshot would take now, and what stands in their way. Changes nothing. */
    public SchemaPlanner.Plan plan(Metadata target) {
        try (var connection = database.rawConnection()) {
            var plan = SchemaPlanner.plan(SchemaReader.read(connection), target);
            var problems = new ArrayList<>(plan.problems());
            for (var step : plan.steps()) {
                if (step instanceof SchemaChange.AddIndex(var table, var index) && index.unique()) {
                    duplicates(connection, table, index, target, problems);
                }
            }
            return new SchemaPlanner.Plan(plan.steps(), problems);
        } catch (SQLException e) {
            throw new TrellisException("The catalogue cannot be read", e);
        }
    }

    /** Runs what is left to do for the snapshot and returns when the catalogue shows all of it. */
    public void run(PublishRun run, Metadata target) {
        try (var connection = database.rawConnection()) {
            var steps =
                    SchemaPlanner.plan(SchemaReader.read(connection), target).steps();
            journal.plan(run, steps.stream().map(SchemaChange::summary).toList());
            passed("planned");
            for (var step : steps) {
                journal.renew(run);
                run(connection, step);
                passed("ran " + step.summary());
                journal.done(run, step.summary());
                passed("journaled " + step.summary());
            }
        } catch (SQLException e) {
            throw new TrellisException("A step of publish run " + run.id() + " failed: " + e.getMessage(), e);
        }
    }

    /**
     * Brings the tables to what this version of the program makes of a snapshot that is live already: it may want columns
     * of its own that an older one did not. Each step can be run again; false where nothing was to do.
     */
    public boolean keepUp(Metadata live) {
        var plan = plan(live);
        // Nothing is ever taken away here: another node may be publishing.
        var steps = plan.steps().stream()
                .filter(step -> step instanceof SchemaChange.AddColumns || step instanceof SchemaChange.AddIndex)
                .toList();
        if (steps.isEmpty() || !plan.problems().isEmpty()) {
            return false;
        }
        try (var connection = database.rawConnection()) {
            for (var step : steps) {
                LOG.info("Tables follow the program: {}", step.summary());
                run(connection, step);
            }
            return true;
        } catch (SQLException e) {
            throw new TrellisException("The tables cannot follow the program: " + e.getMessage(), e);
        }
    }

    /** Tells the watching tests how far a run is. */
    public void passed(String place) {
        crashPoints.forEach(point -> point.passed(place));
    }

    /** Counts the values that a field holds now, those in the recycle bin included. */
    public long values(String entity, String field) {
        try (var connection = database.rawConnection()) {
            var links = PhysicalNames.links(entity, field);
            if (SchemaReader.read(connection, links).table(links).isPresent()) {
                return number(
                        connection,
                        "SELECT COUNT(DISTINCT %s) FROM %s".formatted(PhysicalNames.RECORD.quoted(), links.quoted()));
            }
            var tables = new ArrayList<SqlName>(List.of(PhysicalNames.table(entity)));
            for (int number = 1; number <= TableLayout.MOST; number++) {
                tables.add(PhysicalNames.extension(entity, number));
            }
            for (var table : tables) {
                var columns = SchemaReader.read(connection, table)
                        .table(table)
                        .map(found -> found.columns().keySet().stream()
                                .filter(column -> column.text().equals(field)
                                        || column.text().startsWith(field + "__"))
                                .map(SqlName::quoted)
                                .toList())
                        .orElse(List.of());
                if (!columns.isEmpty()) {
                    return number(
                            connection,
                            "SELECT COUNT(COALESCE(%s)) FROM %s".formatted(String.join(", ", columns), table.quoted()));
                }
            }
            return 0;
        } catch (SQLException e) {
            throw new TrellisException("The values of " + entity + "." + field + " cannot be counted", e);
        }
    }

    /** Reads in which tables the fields stand. */
    public TableLayout layout() {
        try (var connection = database.rawConnection()) {
            return new TableLayout(SchemaReader.readExtensions(connection));
        } catch (SQLException e) {
            throw new TrellisException("The catalogue cannot be read", e);
        }
    }

    /** Counts the records of an entity, those in the recycle bin included. */
    public long records(String entity) {
        return count(PhysicalNames.table(entity), PhysicalNames.column("id"));
    }

    private long count(SqlName table, SqlName column) {
        try (var connection = database.rawConnection()) {
            var exists = SchemaReader.read(connection, table)
                    .table(table)
                    .flatMap(found -> found.column(column))
                    .isPresent();
            return exists
                    ? number(connection, "SELECT COUNT(%s) FROM %s".formatted(column.quoted(), table.quoted()))
                    : 0;
        } catch (SQLException e) {
            throw new TrellisException("The values of " + table + " cannot be counted", e);
        }
    }

    private static long number(Connection connection, String statement) throws SQLException {
        try (var prepared = connection.prepareStatement(statement);
                var rows = prepared.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void run(Connection connection, SchemaChange step) throws SQLException {
        if (step.isDone(SchemaReader.read(connection, step.table()))) {
            return;
        }
        for (var ways = step.statements(database.dialect()).iterator(); ways.hasNext(); ) {
            var statement = ways.next();
            try {
                execute(connection, statement);
                break;
            } catch (SQLException refused) {
                if (!ALGORITHM_REFUSED.contains(refused.getErrorCode()) || !ways.hasNext()) {
                    throw refused;
                }
                LOG.info("The server refuses [{}]: {}; the next way is tried", statement, refused.getMessage());
            }
        }
        if (!step.isDone(SchemaReader.read(connection, step.table()))) {
            throw new TrellisException("The catalogue does not show what was just done: " + step.summary());
        }
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try (var prepared = connection.createStatement()) {
                prepared.execute(statement);
                return;
            } catch (SQLException busy) {
                var locked = busy.getErrorCode() == LOCK_WAIT_TIMEOUT || busy.getErrorCode() == DEADLOCK;
                if (!locked || attempt == LOCK_TRIES) {
                    throw busy;
                }
                LOG.info("Waiting for a table, attempt {}: {}", attempt, statement);
            }
        }
    }

    private static void duplicates(
            Connection connection, SqlName table, Catalogue.Index index, Metadata target, List<Problem> problems)
            throws SQLException {
        var columns = index.columns().stream()
                .filter(column -> !column.equals(PhysicalNames.LIVE))
                .toList();
        var existing = SchemaReader.read(connection, table).table(table);
        if (existing.isEmpty() || !existing.get().columns().keySet().containsAll(columns)) {
            return;
        }
        var list = columns.stream().map(SqlName::quoted).collect(Collectors.joining(", "));
        var notBlank =
                columns.stream().map(column -> column.quoted() + " IS NOT NULL").collect(Collectors.joining(" AND "));
        var count =
                number(connection, """
                SELECT COUNT(*) FROM (
                    SELECT %s FROM %s WHERE %s = 1 AND %s GROUP BY %s HAVING COUNT(*) > 1) repeated
                """.formatted(list, table.quoted(), PhysicalNames.LIVE.quoted(), notBlank, list));
        if (count > 0) {
            target.entities().stream()
                    .filter(entity -> PhysicalNames.table(entity).equals(table))
                    .forEach(entity ->
                            problems.add(duplicate(entity, columns.getFirst().text(), count)));
        }
    }

    private static Problem duplicate(EntityDefinition entity, String field, long count) {
        return Problem.at(entity.key() + "/fields/" + field + "/unique", SchemaProblem.DUPLICATE_VALUES)
                .with("entity", entity.label())
                .with(
                        "field",
                        new Named(
                                field,
                                entity.field(field).map(FieldDefinition::label).orElse(Label.EMPTY)))
                .with("count", count);
    }
}
