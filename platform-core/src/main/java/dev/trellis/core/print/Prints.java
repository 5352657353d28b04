package dev.trellis.core.print;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** Hands a record over to be printed. What goes onto paper leaves the house, so it has a verb of its own. */
@Singleton
public final class Prints {

    private static final ProblemCode MAY_NOT_PRINT = ProblemCode.denied("MAY_NOT_PRINT");

    private final Records records;

    Prints(Records records) {
        this.records = records;
    }

    /** Reads a record to be printed: the same values, and no more, that the person sees on the screen. */
    public PrintResult prepare(Actor.Person actor, String entity, RecordId id) {
        var definition = records.schema(actor, entity, id).entity(entity);
        if (definition.filter(found -> found.ownedBy() == null).isEmpty()) {
            return new PrintResult.NotFound();
        }
        return switch (records.find(actor, entity, id, Set.of())) {
            case FindResult.Found(var record) ->
                mayPrint(actor, entity, id)
                        ? new PrintResult.Ready(record)
                        : new PrintResult.Denied(Problem.at("", MAY_NOT_PRINT)
                                .with(
                                        "entity",
                                        definition.map(EntityDefinition::label).orElse(Label.EMPTY)));
            case FindResult.NotFound _, FindResult.Invalid _ -> new PrintResult.NotFound();
        };
    }

    /** Tells whether a role lets the person print this record. */
    public boolean mayPrint(Actor.Person actor, String entity, RecordId id) {
        return records.reached(actor, entity, List.of(id), Verb.PRINT).contains(id);
    }
}
