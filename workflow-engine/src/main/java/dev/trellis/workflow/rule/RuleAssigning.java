package dev.trellis.workflow.rule;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RuleDefinition.Assign;
import dev.trellis.core.metadata.RuleDefinition.Way;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.workflow.approval.RecordReader;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.rule.RuleRun.Line;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The step that gives a record to somebody. */
@Singleton
final class RuleAssigning {

    private final Records records;
    private final People people;
    private final RuleStore store;
    private final RuleWriting writing;

    RuleAssigning(Records records, People people, RuleStore store, RuleWriting writing) {
        this.records = records;
        this.people = people;
        this.store = store;
        this.writing = writing;
    }

    Line assign(RuleScope scope, Assign assign) {
        var facts = scope.facts();
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
            case ROUND_ROBIN, TABLE ->
                pool.get((int) (store.turn(scope.rule().id(), turn(assign, facts)) % pool.size()));
            case LOAD ->
                pool.stream()
                        .min(Comparator.comparingLong(person -> load(scope.entity(), person)))
                        .orElseThrow();
        };
        if (!owner.equals(scope.record().value(SystemFields.OWNER))) {
            writing.update(scope, Map.of(SystemFields.OWNER, owner));
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
}
