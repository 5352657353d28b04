package dev.trellis.ui.api.record;

import dev.trellis.core.access.Actor;
import dev.trellis.core.action.RecordActions;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.Answered;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.function.Function;

/** Turns what the gate says into answers; shared by every route that saves a record. */
@Singleton
public final class RecordAnswers {

    private static final ProblemCode RECORD_NOT_FOUND = ProblemCode.notFound("RECORD_NOT_FOUND");
    private static final ProblemCode ENTITY_NOT_FOUND = ProblemCode.notFound("ENTITY_NOT_FOUND");
    private static final ProblemCode VERSION_CONFLICT = ProblemCode.stale("VERSION_CONFLICT");
    private static final ProblemCode NOT_APPLIED = ProblemCode.conflict("NOT_APPLIED");

    private final Records records;
    private final RecordActions actions;

    RecordAnswers(Records records, RecordActions actions) {
        this.records = records;
        this.actions = actions;
    }

    /**
     * Answers a save.
     *
     * @param id the record as the address names it
     * @param saved makes the answer where it went through
     */
    public ApiResponse answer(String id, SaveResult result, Function<SaveResult.Saved, ApiResponse> saved) {
        return switch (result) {
            case SaveResult.Saved done -> saved.apply(done);
            case SaveResult.Rejected(var problems) -> ApiResponse.refused(problems);
            case SaveResult.Conflict(var version, var fields) ->
                ApiResponse.refused(Problem.at("", VERSION_CONFLICT).with("version", version))
                        .withMember("currentVersion", version)
                        .withMember("changedFields", fields);
            case SaveResult.Denied(var problem) -> ApiResponse.refused(problem);
            case SaveResult.Locked(var problem) -> ApiResponse.refused(problem);
            case SaveResult.NotFound ignored -> notFound(id);
            case SaveResult.NotApplied ignored -> ApiResponse.refused(Problem.at("", NOT_APPLIED));
        };
    }

    /** Answers with the record as the actor may see it now. */
    public ApiResponse record(Actor.Person actor, String entity, RecordId id, Set<String> paths) {
        return found(actor, id.toString(), records.find(actor, entity, id, paths));
    }

    private ApiResponse found(Actor.Person actor, String id, FindResult result) {
        return switch (result) {
            case FindResult.Found(var record) -> {
                var schema = records.schema(
                        actor, record.entity(), record.id(), record.values().keySet());
                var json = new RecordJson(schema).write(record);
                var offered = json.withObject("/may").putArray("actions");
                actions.ids(actor, record).forEach(offered::add);
                yield ApiResponse.ok(json).withVersion(record.version());
            }
            case FindResult.NotFound ignored -> notFound(id);
            case FindResult.Invalid(var problems) -> ApiResponse.refused(400, problems);
        };
    }

    /** Answers a save with the record as it is then; without a body where the save took it out of the actor's sight. */
    public ApiResponse answer(Actor.Person actor, String id, Answered answered) {
        return switch (answered.record()) {
            case FindResult.Invalid invalid -> found(actor, id, invalid);
            case FindResult.NotFound ignored -> answer(id, answered.result(), saved -> ApiResponse.nothing());
            case FindResult.Found found -> answer(id, answered.result(), saved -> found(actor, id, found));
        };
    }

    /** Answers with a record that was just saved; without a body where the save took it out of the actor's sight. */
    public ApiResponse saved(Actor.Person actor, String entity, RecordId id) {
        var read = record(actor, entity, id, Set.of());
        return read.status() == 404 ? ApiResponse.nothing() : read;
    }

    /** Hands over what exists for the caller, or answers that the entity in the path does not. */
    public ApiResponse withEntity(ApiRequest request, String entity, Function<VisibleSchema, ApiResponse> use) {
        var schema = records.schema(request.actor());
        return schema.entity(entity).isPresent() ? use.apply(schema) : entityNotFound(schema, entity);
    }

    /** Hands over the id in a path, or answers that there is no such entity or record. */
    public ApiResponse withRecord(ApiRequest request, String entity, String id, Function<RecordId, ApiResponse> use) {
        var known = records.schema(request.actor());
        var record = RecordId.parse(id);
        if (record.isEmpty()) {
            return known.entity(entity).isPresent() ? notFound(id) : entityNotFound(known, entity);
        }
        // The roles of most callers know the entity, and then the record need not be looked at.
        boolean exists = known.entity(entity).isPresent()
                || records.schema(request.actor(), entity, record.get(), Set.of())
                        .entity(entity)
                        .isPresent();
        return exists ? use.apply(record.get()) : entityNotFound(known, entity);
    }

    /** Answers that a record does not exist for the caller; the same for one that is hidden. */
    public static ApiResponse notFound(String id) {
        return ApiResponse.refused(Problem.at("id", RECORD_NOT_FOUND).with("given", id));
    }

    private static ApiResponse entityNotFound(VisibleSchema schema, String entity) {
        return ApiResponse.refused(Problem.at("entity", ENTITY_NOT_FOUND)
                .with("given", entity)
                .with(
                        "allowed",
                        schema.entities().stream().map(EntityDefinition::id).toList()));
    }
}
