package dev.trellis.ui.api.record;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.ui.api.ApiResponse;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.function.Function;

/** Turns what the gate says into answers; shared by every route that saves a record. */
@Singleton
public final class RecordAnswers {

    private static final ProblemCode RECORD_NOT_FOUND = ProblemCode.notFound("RECORD_NOT_FOUND");
    private static final ProblemCode VERSION_CONFLICT = ProblemCode.stale("VERSION_CONFLICT");
    private static final ProblemCode NOT_APPLIED = ProblemCode.conflict("NOT_APPLIED");

    private final Records records;

    RecordAnswers(Records records) {
        this.records = records;
    }

    /** Answers a save; {@code saved} makes the answer where it went through. */
    public ApiResponse answer(SaveResult result, Function<SaveResult.Saved, ApiResponse> saved) {
        return switch (result) {
            case SaveResult.Saved done -> saved.apply(done);
            case SaveResult.Rejected(var problems) -> ApiResponse.refused(problems);
            case SaveResult.Conflict(var version, var fields) ->
                ApiResponse.refused(Problem.at("", VERSION_CONFLICT).with("version", version))
                        .withMember("currentVersion", version)
                        .withMember("changedFields", fields);
            case SaveResult.Denied(var problem) -> ApiResponse.refused(problem);
            case SaveResult.Locked(var problem) -> ApiResponse.refused(problem);
            case SaveResult.NotFound ignored -> notFound();
            case SaveResult.NotApplied ignored -> ApiResponse.refused(Problem.at("", NOT_APPLIED));
        };
    }

    /** Answers with the record as the actor may see it now. */
    public ApiResponse record(Actor.Person actor, String entity, RecordId id, Set<String> paths) {
        return switch (records.find(actor, entity, id, paths)) {
            case FindResult.Found(var record) ->
                ApiResponse.ok(new RecordJson(records.schema(actor)).write(record))
                        .withVersion(record.version());
            case FindResult.NotFound ignored -> notFound();
            case FindResult.Invalid(var problems) -> ApiResponse.refused(400, problems);
        };
    }

    /** Hands over the id in a path, or answers that there is no such record. */
    public static ApiResponse withId(String id, Function<RecordId, ApiResponse> use) {
        return RecordId.parse(id).map(use).orElseGet(RecordAnswers::notFound);
    }

    public static ApiResponse notFound() {
        return ApiResponse.refused(Problem.at("", RECORD_NOT_FOUND));
    }
}
