package dev.trellis.ui.api.merge;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.merge.Merge;
import dev.trellis.core.merge.MergeRequest;
import dev.trellis.core.merge.MergeRequest.Choice;
import dev.trellis.core.merge.MergeResult;
import dev.trellis.core.merge.Merges;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.Body;
import dev.trellis.ui.api.record.RecordAnswers;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /records/{entity}/{id}/actions/merge}: makes one record of two, and undoes it. */
@Controller("/api/v1/records/{entity}/{id}")
final class MergeController {

    private static final ProblemCode BAD_NUMBER = ProblemCode.malformed("MERGE_BAD_NUMBER");
    private static final ProblemCode BAD_CHOICE = ProblemCode.malformed("MERGE_BAD_CHOICE");

    private final Merges merges;
    private final RecordAnswers answers;

    MergeController(Merges merges, RecordAnswers answers) {
        this.merges = merges;
        this.answers = answers;
    }

    @Post("/actions/merge")
    ApiResponse merge(ApiRequest request, String entity, String id) {
        return answers.withRecord(
                request,
                entity,
                id,
                survivor -> request.withVersion(version ->
                        request.withBody(Set.of("other", "otherVersion", "choices"), body -> {
                            var other = number(body, "other");
                            var otherVersion = number(body, "otherVersion");
                            var choices = choices(body);
                            return body.answer(() -> answer(
                                    request,
                                    entity,
                                    id,
                                    merges.merge(
                                            request.actor(),
                                            new MergeRequest(
                                                    entity,
                                                    survivor,
                                                    version,
                                                    new RecordId(other),
                                                    Math.toIntExact(Math.min(otherVersion, Integer.MAX_VALUE)),
                                                    choices))));
                        })));
    }

    @Post("/actions/unmerge")
    ApiResponse unmerge(ApiRequest request, String entity, String id) {
        return answers.withRecord(
                request,
                entity,
                id,
                survivor -> request.withBody(Set.of("merge"), body -> {
                    long given = number(body, "merge");
                    return body.answer(() -> {
                        var merge = merges.find(request.actor(), new RecordId(given))
                                .filter(found -> found.survivor().equals(survivor)
                                        && found.entity().equals(entity));
                        return merge.isEmpty()
                                ? RecordAnswers.notFound(String.valueOf(given))
                                : answer(
                                        request,
                                        entity,
                                        id,
                                        merges.undo(request.actor(), merge.get().id()));
                    });
                }));
    }

    /** The merges of which the record was a part, the last first. */
    @Get("/merges")
    ApiResponse list(ApiRequest request, String entity, String id) {
        return answers.withRecord(request, entity, id, record -> {
            var read = answers.record(request.actor(), entity, record, Set.of("id"));
            if (read.status() != 200) {
                return read;
            }
            var json = JsonNodeFactory.instance.objectNode();
            var items = json.putArray("items");
            merges.of(request.actor(), record).forEach(merge -> items.add(json(merge)));
            return ApiResponse.ok(json);
        });
    }

    private ApiResponse answer(ApiRequest request, String entity, String id, MergeResult result) {
        return switch (result) {
            case MergeResult.Merged(var merge, var survivor, int version, int moved) -> {
                var json = JsonNodeFactory.instance.objectNode();
                json.put("merge", merge.toString()).put("survivor", survivor.toString());
                json.put("version", version).put("moved", moved);
                yield ApiResponse.ok(json).withVersion(version);
            }
            case MergeResult.Undone undone -> {
                var json = JsonNodeFactory.instance.objectNode();
                json.put("survivor", undone.survivor().toString())
                        .put("other", undone.other().toString());
                var kept = json.putArray("kept");
                undone.kept().forEach(kept::add);
                json.put("left", undone.left());
                yield ApiResponse.ok(json);
            }
            case MergeResult.Refused(var problems) -> ApiResponse.refused(problems);
            case MergeResult.NotSaved(var reason) ->
                answers.answer(id, reason, saved -> answers.record(request.actor(), entity, saved.id(), Set.of()));
        };
    }

    private static long number(Body body, String member) {
        var text = body.text(member).or(() -> body.number(member));
        if (text.isEmpty()) {
            return body.requiredText(member).length();
        }
        var id = RecordId.parse(text.get());
        if (id.isEmpty()) {
            body.fault(Problem.at(member, BAD_NUMBER).with("given", text.get()));
        }
        return id.map(RecordId::value).orElse(0L);
    }

    private static Map<String, Choice> choices(Body body) {
        var choices = new HashMap<String, Choice>();
        for (var entry : body.object("choices").properties()) {
            var choice = choice(entry.getValue().asString(""));
            if (choice.isEmpty()) {
                body.fault(Problem.at("choices." + entry.getKey(), BAD_CHOICE)
                        .with("given", entry.getValue().toString())
                        .with(
                                "allowed",
                                Arrays.stream(Choice.values())
                                        .map(MergeController::word)
                                        .toList()));
            }
            choice.ifPresent(found -> choices.put(entry.getKey(), found));
        }
        return choices;
    }

    private static Optional<Choice> choice(String word) {
        return Arrays.stream(Choice.values())
                .filter(choice -> word(choice).equals(word))
                .findFirst();
    }

    private static String word(Choice choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode json(Merge merge) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("id", merge.id().toString());
        json.put("survivor", merge.survivor().toString());
        json.put("other", merge.other().toString());
        json.put("at", merge.at().toString());
        json.put("byName", merge.byName());
        json.put("undone", merge.undone().isPresent());
        return json;
    }
}
