package dev.trellis.form.pool;

import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.metadata.PoolDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.form.design.DesignEdit;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Applies edits to a pool: pure, each gives another draft or says why not. */
@Singleton
public final class PoolDesigner {

    public static final String RECYCLE = "recycle";
    public static final String REMINDERS = "reminders";

    private static final ProblemCode NO_POOL = ProblemCode.invalid("POOL_EDIT_NO_POOL");
    private static final String SINCE = "since";
    private static final int USUAL_DAYS = 30;

    private final MetadataJson json;

    public PoolDesigner(MetadataJson json) {
        this.json = json;
    }

    /** What an edit makes of a draft. */
    public sealed interface Result {

        record Applied(Metadata draft) implements Result {}

        /** What the edit gives is no definition at all; the draft stays. */
        record Refused(Problem problem) implements Result {}
    }

    public static Optional<PoolDefinition> find(Metadata draft, String pool) {
        return draft.find(new DefinitionKey(Kind.POOL, pool)).map(PoolDefinition.class::cast);
    }

    /** The definition with every default left out. */
    public ObjectNode write(PoolDefinition pool) {
        return json.write(pool);
    }

    /** Sets a property of the pool; null goes back to the default. */
    public Result set(Metadata draft, String pool, String property, @Nullable JsonNode value) {
        return edit(draft, pool, written -> put(written, property, value));
    }

    /** Sets one of the limits. */
    public Result limit(Metadata draft, String pool, String property, @Nullable JsonNode value) {
        return edit(draft, pool, written -> put(written.withObject("/limits"), property, value));
    }

    /** Sets a property of one rule of {@link #RECYCLE} or {@link #REMINDERS}. */
    public Result rule(
            Metadata draft, String pool, String rules, String id, String property, @Nullable JsonNode value) {
        return edit(draft, pool, written -> {
            for (var rule : written.withArray(rules)) {
                if (rule.path("id").asString("").equals(id)) {
                    put((ObjectNode) rule, property, value);
                    // Without any time, the one at which the record was made counts.
                    ((ObjectNode) rule).withArray(SINCE);
                }
            }
        });
    }

    /** Adds a rule that lets a month go by. */
    public Result add(Metadata draft, String pool, String rules, ObjectNode label) {
        return edit(draft, pool, written -> {
            var rule = written.withArray(rules).addObject();
            rule.put("id", DesignEdit.newId());
            rule.set("label", label);
            rule.putArray(SINCE);
            rule.put("days", USUAL_DAYS);
        });
    }

    public Result remove(Metadata draft, String pool, String rules, String id) {
        return edit(draft, pool, written -> {
            ArrayNode all = written.withArray(rules);
            for (int i = all.size() - 1; i >= 0; i--) {
                if (all.get(i).path("id").asString("").equals(id)) {
                    all.remove(i);
                }
            }
        });
    }

    private static void put(ObjectNode element, String property, @Nullable JsonNode value) {
        if (value == null || (value.isArray() && value.isEmpty())) {
            element.remove(property);
        } else {
            element.set(property, value);
        }
    }

    /** What is done to the written definition. */
    private interface Change {
        void to(ObjectNode written);
    }

    private Result edit(Metadata draft, String pool, Change change) {
        var definition = find(draft, pool);
        if (definition.isEmpty()) {
            return new Result.Refused(Problem.at("", NO_POOL).with("given", pool));
        }
        var written = json.write(definition.get());
        change.to(written);
        return switch (json.read(Kind.POOL, written)) {
            case MetadataJson.Reading.Read(var read) -> new Result.Applied(draft.with(read));
            case MetadataJson.Reading.Refused(var problems) -> new Result.Refused(problems.getFirst());
        };
    }
}
