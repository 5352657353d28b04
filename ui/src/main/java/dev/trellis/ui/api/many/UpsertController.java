package dev.trellis.ui.api.many;

import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.record.RecordAnswers;
import dev.trellis.ui.api.record.RecordJson;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Put;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code PUT /records/{entity}/by/{field}/{value}}: creates or changes the one record that has this value in a field
 * whose values are unique. Of many callers at once one creates, the others change what it created.
 */
@Controller("/api/v1/records/{entity}/by/{field}/{value}")
final class UpsertController {

    /** Between looking and saving others may come first; the unique index decides, then it is looked again. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final long PAUSE_MICROSECONDS = 2_000;

    private static final ProblemCode KEY_UNKNOWN = ProblemCode.malformed("KEY_UNKNOWN");
    private static final ProblemCode KEY_DIFFERS = ProblemCode.invalid("KEY_DIFFERS");
    /** How a save says that somebody else has the key: the unique index, or a strict duplicate rule. */
    private static final Set<String> TAKEN = Set.of("NOT_UNIQUE", "DUPLICATE", "DUPLICATE_ELSEWHERE");

    private final Records records;
    private final RecordAnswers answers;

    UpsertController(Records records, RecordAnswers answers) {
        this.records = records;
        this.answers = answers;
    }

    @Put
    ApiResponse put(ApiRequest request, String entity, String field, String value) {
        return answers.withEntity(
                request,
                entity,
                schema -> withKey(
                        request,
                        schema,
                        entity,
                        field,
                        value,
                        key -> request.withBody(Set.of("values"), body -> {
                            var values = body.object("values");
                            return body.answer(() -> switch (new RecordJson(schema).read(entity, values)) {
                                case RecordJson.Values.Faulty(var problems) -> ApiResponse.refused(problems);
                                case RecordJson.Values.Read(var carriers) -> put(request, entity, field, key, carriers);
                            });
                        })));
    }

    private ApiResponse withKey(
            ApiRequest request,
            VisibleSchema schema,
            String entity,
            String field,
            String value,
            Function<Object, ApiResponse> use) {
        var found = schema.field(entity, field).filter(FieldDefinition::unique);
        if (found.isEmpty()) {
            return ApiResponse.refused(Problem.at("field", KEY_UNKNOWN)
                    .with("given", field)
                    .with(
                            "allowed",
                            schema.fields(entity).stream()
                                    .filter(FieldDefinition::unique)
                                    .map(FieldDefinition::id)
                                    .toList()));
        }
        FieldType type = found.get().type();
        return switch (type.codec().fromText(value, request.locale())) {
            case Decoded.Refused(var problem) -> ApiResponse.refused(problem.under("value"));
            case Decoded.Value(var key) ->
                key == null
                        ? ApiResponse.refused(Problem.at("field", KEY_UNKNOWN)
                                .with("given", value)
                                .with("allowed", List.of()))
                        : use.apply(key);
        };
    }

    private ApiResponse put(
            ApiRequest request, String entity, String field, Object key, Map<String, @Nullable Object> given) {
        var values = new LinkedHashMap<String, @Nullable Object>(given);
        if (values.containsKey(field) && !Objects.equals(values.get(field), key)) {
            return ApiResponse.refused(
                    Problem.at("values." + field, KEY_DIFFERS).with("given", key.toString()));
        }
        values.remove(field);
        SaveResult result = new SaveResult.NotFound();
        long end = System.nanoTime() + LONGEST.toNanos();
        for (int i = 1; System.nanoTime() < end; i++) {
            var stored = find(request, entity, field, key);
            result = stored.map(record -> change(request, entity, record, values))
                    .orElseGet(() -> create(request, entity, field, key, values));
            if (isFinal(result, field, stored.isPresent())) {
                var isNew = stored.isEmpty();
                return answers.answer("", result, saved -> answer(request, entity, saved, isNew));
            }
            letOthersPass(i);
        }
        return answers.answer("", result, saved -> ApiResponse.nothing());
    }

    private static void letOthersPass(int tries) {
        LockSupport.parkNanos(1_000 * ThreadLocalRandom.current().nextLong(PAUSE_MICROSECONDS * Math.min(tries, 20)));
    }

    private ApiResponse answer(ApiRequest request, String entity, SaveResult.Saved saved, boolean isNew) {
        var read = answers.saved(request.actor(), entity, saved.id());
        return isNew
                ? new ApiResponse(201, read.headers(), read.content())
                        .with("Location", "/api/v1/records/" + entity + "/" + saved.id())
                : read;
    }

    /** Not final: what others did between the look and the save. */
    private static boolean isFinal(SaveResult result, String field, boolean existed) {
        return switch (result) {
            case SaveResult.Saved ignored -> true;
            case SaveResult.Conflict ignored -> false;
            case SaveResult.NotFound ignored -> !existed;
            case SaveResult.Rejected(var problems) ->
                existed
                        || problems.stream()
                                .noneMatch(problem -> problem.path().equals(field)
                                        && TAKEN.contains(problem.code().key()));
            case SaveResult.Denied ignored -> true;
            case SaveResult.Locked ignored -> true;
            case SaveResult.NotApplied ignored -> true;
        };
    }

    private Optional<StoredRecord> find(ApiRequest request, String entity, String field, Object key) {
        var query = RecordQuery.of(entity, List.of("id"))
                .filtered(field + " = :key", Map.of("key", key))
                .page(0, 1);
        return switch (records.query(request.actor(), query)) {
            case QueryResult.Page page -> page.items().stream().findFirst();
            case QueryResult.Invalid ignored -> Optional.empty();
            case QueryResult.Denied ignored -> Optional.empty();
        };
    }

    private SaveResult change(
            ApiRequest request, String entity, StoredRecord record, Map<String, @Nullable Object> values) {
        return records.save(request.actor(), new Change.Update(entity, record.id(), record.version(), values));
    }

    private SaveResult create(
            ApiRequest request, String entity, String field, Object key, Map<String, @Nullable Object> values) {
        var all = new LinkedHashMap<String, @Nullable Object>(values);
        all.put(field, key);
        return records.save(request.actor(), new Change.Create(entity, all));
    }
}
